using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What a device keeps of its user group, and of siblings on their way into groups. Owns its secrets.</summary>
internal sealed class UserGroupState : IDisposable
{
    /// <summary>The user-group epochs that the device can derive from.</summary>
    public UserEpochs Epochs { get; private init; } = new();

    /// <summary>Whether the next user-group epoch comes from a Commit that removes a device.</summary>
    public bool IsRemoving { get; set; }

    /// <summary>Siblings that have come into the user group and are waited for: they have not been let into the groups.</summary>
    public Newcomers Newcomers { get; private init; } = new();

    /// <summary>What siblings have told this device of groups it is to enter, by group.</summary>
    public SortedDictionary<string, LetIn> LetIns { get; } = new(StringComparer.Ordinal);

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static UserGroupState Read(ref TlsReader reader)
    {
        var state = new UserGroupState { Epochs = UserEpochs.Read(ref reader), Newcomers = Newcomers.Read(ref reader) };
        reader.VisitVector((ref TlsReader content) =>
        {
            state.LetIns.Add(content.ReadText(), LetIn.Read(ref content));
        });

        return state;
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        Epochs.Write(writer);
        Newcomers.Write(writer);
        var mark = writer.BeginVector();
        foreach (var (group, letIn) in LetIns)
        {
            writer.WriteText(group);
            letIn.Write(writer);
        }

        writer.EndVector(mark);
    }

    /// <summary>Clears what a sibling has told of a group, where one has.</summary>
    public void Forget(string group)
    {
        if (LetIns.Remove(group, out var former))
        {
            former.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Epochs.Dispose();
        foreach (var letIn in LetIns.Values)
        {
            letIn.Dispose();
        }

        LetIns.Clear();
    }
}
