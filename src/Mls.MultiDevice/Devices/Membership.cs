using Mls.Core.Groups;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>One device's part in one group: the group itself, a Commit of its own on the way, and entries that must wait.</summary>
public sealed class Membership(GroupName name, Group group, ulong joinEpoch) : IDisposable
{
    /// <summary>The group's name.</summary>
    public GroupName Name { get; } = name;

    /// <summary>The name of the group's actor, where it is a conversation.</summary>
    /// <exception cref="InvalidOperationException">It is the user group.</exception>
    public string ConversationName => Name is GroupName.Conversation conversation ? conversation.Name : throw new InvalidOperationException("the user group is no conversation");

    /// <summary>The group.</summary>
    public Group Group { get; } = group;

    /// <summary>The epoch in which the device joined; it is entitled to nothing before.</summary>
    public ulong JoinEpoch { get; } = joinEpoch;

    /// <summary>The latest virtual millisecond at which the group's service says that it has accepted something that this device has followed.</summary>
    public ulong AcceptedUpTo { get; private set; }

    /// <summary>The device's own Commit that nobody has answered yet.</summary>
    public PendingCommit? Pending { get; private set; }

    /// <summary>The job that made <see cref="Pending"/>; 0 for a Commit of a bundle.</summary>
    public ulong PendingJob { get; private set; }

    /// <summary>The epoch of the user group, where there is one, when the way into the group began: siblings commit under no older one.</summary>
    public ulong UserEpoch { get; internal set; }

    /// <summary>Whether the group exists here only: this device has created it with others, and nobody has said yet that it is there.</summary>
    public bool IsFounding { get; internal set; }

    /// <summary>Entries held back until a sibling's user-group epoch is known.</summary>
    public Queue<DeviceItem.Entry> Held { get; } = [];

    /// <summary>Virtual milliseconds since when something has been held back; <see langword="null"/> where nothing is.</summary>
    public long? HeldSince { get; private set; }

    /// <summary>Holds an entry back.</summary>
    public void Hold(DeviceItem.Entry entry, long now)
    {
        HeldSince ??= now;
        Held.Enqueue(entry);
    }

    /// <summary>Takes out all that is held back, to be tried again; what is held back anew has been waiting since the same time.</summary>
    public IReadOnlyList<DeviceItem.Entry> TakeHeld()
    {
        DeviceItem.Entry[] held = [.. Held];
        Held.Clear();
        return held;
    }

    /// <summary>Whatever could be handled has been: the wait is over where nothing is held back any more.</summary>
    public void SettleHeld()
    {
        if (Held.Count == 0)
        {
            HeldSince = null;
        }
    }

    /// <summary>For snapshots.</summary>
    internal void RestoreHeld(long? since) => HeldSince = since;

    /// <summary>Joiner and PSK secret of the last Commit of the device's own leaf, kept while a sibling waits to be let in.</summary>
    public LetIn? LetIn { get; private set; }

    /// <summary>Notes when something was accepted.</summary>
    public void Reach(ulong acceptedAt) => AcceptedUpTo = Math.Max(AcceptedUpTo, acceptedAt);

    /// <summary>Takes over a Commit that is about to be sent.</summary>
    public void Expect(PendingCommit pending, ulong job)
    {
        Pending?.Dispose();
        Pending = pending;
        PendingJob = job;
    }

    /// <summary>The Commit on the way, whose fate is known now.</summary>
    public PendingCommit? TakePending()
    {
        var pending = Pending;
        Pending = null;
        return pending;
    }

    /// <summary>Clears the Commit on the way: it lost, or its bundle did.</summary>
    public void DropPending() => TakePending()?.Dispose();

    /// <summary>Keeps, or clears, what a sibling that comes later needs.</summary>
    public void Keep(LetIn? letIn)
    {
        LetIn?.Dispose();
        LetIn = letIn;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DropPending();
        Keep(null);
        Group.Dispose();
    }
}
