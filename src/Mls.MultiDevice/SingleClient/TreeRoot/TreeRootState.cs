using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What a device keeps for the tree-root profile. Owns its secrets.</summary>
internal sealed class TreeRootState : IDisposable
{
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

    /// <summary>The keys behind published KeyPackages.</summary>
    public HeldJoinKeys JoinKeys { get; } = new();

    /// <summary>The stripes.</summary>
    public StripedSlots Slots { get; }

    /// <summary>The provisional user-group epoch while a bundle is being built.</summary>
    public UserEpoch? Building { get; set; }

    /// <summary>Whether the next user-group epoch comes from a Commit that removes a device.</summary>
    public bool IsRemoving { get; set; }

    /// <summary>Siblings that have come into the user group and are waited for: they have not been let into the groups.</summary>
    public Newcomers Newcomers { get; private init; } = new();

    /// <summary>What siblings have told this device of groups it is to enter, by group.</summary>
    public SortedDictionary<string, LetIn> LetIns { get; } = new(StringComparer.Ordinal);

    public static TreeRootState Restore(OpaqueSecret octets)
    {
        var reader = new TlsReader(octets.Expose());
        var state = new TreeRootState(UserEpochs.Read(ref reader), GenerationCounters.Read(ref reader)) { Newcomers = Newcomers.Read(ref reader) };
        var content = reader.ReadVector();
        while (!content.AtEnd)
        {
            state.LetIns.Add(content.ReadText(), LetIn.Read(ref content));
        }

        state.JoinKeys.Restore(ref reader);

        return state;
    }

    public void Write(TlsWriter writer)
    {
        Epochs.Write(writer);
        Counters.Write(writer);
        Newcomers.Write(writer);
        var mark = writer.BeginVector();
        foreach (var (group, letIn) in LetIns)
        {
            writer.WriteText(group);
            letIn.Write(writer);
        }

        writer.EndVector(mark);
        JoinKeys.Write(writer);
    }

    public void Dispose()
    {
        Epochs.Dispose();
        foreach (var letIn in LetIns.Values)
        {
            letIn.Dispose();
        }

        JoinKeys.Dispose();
        LetIns.Clear();
    }
}
