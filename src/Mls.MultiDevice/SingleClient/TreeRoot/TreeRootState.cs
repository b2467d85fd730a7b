using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What a device keeps for the tree-root profile. Owns its secrets.</summary>
internal sealed class TreeRootState : IDisposable
{
    private readonly SortedDictionary<string, JoinKeys> _joinKeys = new(StringComparer.Ordinal);

    public TreeRootState()
        : this(new UserEpochs(), new GenerationCounters())
    {
    }

    private TreeRootState(UserEpochs epochs, GenerationCounters counters)
    {
        Epochs = epochs;
        Counters = counters;
        Slots = new StripedSlots(epochs);
    }

    /// <summary>The user-group epochs that the device can derive from.</summary>
    public UserEpochs Epochs { get; }

    /// <summary>Generations used up.</summary>
    public GenerationCounters Counters { get; }

    /// <summary>The stripes.</summary>
    public StripedSlots Slots { get; }

    /// <summary>The provisional user-group epoch while a bundle is being built.</summary>
    public UserEpoch? Building { get; set; }

    /// <summary>Whether the next user-group epoch comes from a Commit that removes a device.</summary>
    public bool IsRemoving { get; set; }

    /// <summary>Siblings that have come into the user group and not been let into the groups.</summary>
    public uint Newcomers { get; set; }

    /// <summary>What siblings have told this device of groups it is to enter, by group.</summary>
    public SortedDictionary<string, LetIn> LetIns { get; } = new(StringComparer.Ordinal);

    public static TreeRootState Restore(OpaqueSecret octets)
    {
        var reader = new TlsReader(octets.Expose());
        var state = new TreeRootState(UserEpochs.Read(ref reader), GenerationCounters.Read(ref reader)) { Newcomers = reader.ReadUInt32() };
        var content = reader.ReadVector();
        while (!content.AtEnd)
        {
            state.LetIns.Add(content.ReadText(), LetIn.Read(ref content));
        }

        while (!reader.AtEnd)
        {
            state.Keep(JoinKeys.Read(ref reader));
        }

        return state;
    }

    public void Write(TlsWriter writer)
    {
        Epochs.Write(writer);
        Counters.Write(writer);
        writer.WriteUInt32(Newcomers);
        var mark = writer.BeginVector();
        foreach (var (group, letIn) in LetIns)
        {
            writer.WriteText(group);
            letIn.Write(writer);
        }

        writer.EndVector(mark);
        foreach (var keys in _joinKeys.Values)
        {
            keys.Write(writer);
        }
    }

    /// <summary>Keeps the keys behind a KeyPackage.</summary>
    public void Keep(JoinKeys keys)
    {
        if (!_joinKeys.TryAdd(keys.Ref.ToString(), keys))
        {
            keys.Dispose();
        }
    }

    /// <summary>The keys behind the first of these KeyPackages that the device has; they are used up.</summary>
    public JoinKeys? Take(IEnumerable<KeyPackageRef> references)
    {
        foreach (var reference in references)
        {
            if (_joinKeys.Remove(reference.ToString(), out var keys))
            {
                return keys;
            }
        }

        return null;
    }

    public void Dispose()
    {
        Epochs.Dispose();
        foreach (var letIn in LetIns.Values)
        {
            letIn.Dispose();
        }

        foreach (var keys in _joinKeys.Values)
        {
            keys.Dispose();
        }

        LetIns.Clear();
        _joinKeys.Clear();
    }
}
