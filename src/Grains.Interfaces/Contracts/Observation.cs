namespace Grains.Interfaces.Contracts;

/// <summary>What an actor lets the outside see, for measuring and for the invariants. Never mail: it does not influence the run.</summary>
/// <remarks>Groups and devices go by their actor names; hashes are shortened to what a comparison needs; nothing secret is observed.</remarks>
[GenerateSerializer]
[Immutable]
[Alias("observation")]
public abstract record Observation
{
    private Observation()
    {
    }

    /// <summary>A device has entered an epoch. All members of one epoch must show the same authenticator hash.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch entered.</param>
    /// <param name="AuthenticatorHash">Hash of the epoch authenticator.</param>
    /// <param name="Joined">Whether the device came by creating the group, by Welcome or by external Commit rather than from the epoch before.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.epoch-entered")]
    public sealed record EpochEntered(
        [property: Id(0)] string Group,
        [property: Id(1)] long Epoch,
        [property: Id(2)] ulong AuthenticatorHash,
        [property: Id(3)] bool Joined) : Observation;

    /// <summary>An honest online member cannot process an accepted Commit.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch in which the Commit was made.</param>
    /// <param name="Reason">The broken rule.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.commit-unprocessable")]
    public sealed record CommitUnprocessable([property: Id(0)] string Group, [property: Id(1)] long Epoch, [property: Id(2)] string Reason) : Observation;

    /// <summary>A message was encrypted under a key and nonce; the same pair must never be seen again.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="PairHigh">First 8 octets of a hash of key and nonce.</param>
    /// <param name="PairLow">Next 8 octets of it.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.key-nonce-used")]
    public sealed record KeyNonceUsed(
        [property: Id(0)] string Group,
        [property: Id(1)] long Epoch,
        [property: Id(2)] ulong PairHigh,
        [property: Id(3)] ulong PairLow) : Observation;

    /// <summary>The user-group epoch behind a user's leaf; it must not decrease within one membership.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="User">The user.</param>
    /// <param name="Membership">Counts the user's memberships of the group.</param>
    /// <param name="GroupEpoch">The group's epoch.</param>
    /// <param name="UserGroupEpoch">The user-group epoch behind the leaf.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.active-leaf")]
    public sealed record ActiveLeaf(
        [property: Id(0)] string Group,
        [property: Id(1)] string User,
        [property: Id(2)] long Membership,
        [property: Id(3)] long GroupEpoch,
        [property: Id(4)] long UserGroupEpoch) : Observation;

    /// <summary>The delivery service has accepted an application message.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Message">Its number in the group's log.</param>
    /// <param name="Epoch">The epoch it belongs to.</param>
    /// <param name="Sender">The device that sent it.</param>
    /// <param name="Entitled">How many devices are entitled to open it, the sender not counted.</param>
    /// <param name="CurrentEpoch">The group's epoch when it was accepted; later than <paramref name="Epoch"/> where a Commit overtook the message.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.message-accepted")]
    public sealed record MessageAccepted(
        [property: Id(0)] string Group,
        [property: Id(1)] long Message,
        [property: Id(2)] long Epoch,
        [property: Id(3)] string Sender,
        [property: Id(4)] int Entitled,
        [property: Id(5)] long CurrentEpoch) : Observation;

    /// <summary>A device has opened an application message.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Message">Its number in the group's log.</param>
    /// <param name="Epoch">The epoch it belongs to.</param>
    /// <param name="LatencyMilliseconds">Virtual milliseconds since it was sent.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.message-opened")]
    public sealed record MessageOpened(
        [property: Id(0)] string Group,
        [property: Id(1)] long Message,
        [property: Id(2)] long Epoch,
        [property: Id(3)] long LatencyMilliseconds) : Observation;

    /// <summary>A device has passed over a message from before it joined, which it is not entitled to open.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Message">Its number in the group's log.</param>
    /// <param name="MessageEpoch">The epoch it belongs to.</param>
    /// <param name="JoinEpoch">The epoch in which the device joined.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.message-skipped")]
    public sealed record MessageSkipped(
        [property: Id(0)] string Group,
        [property: Id(1)] long Message,
        [property: Id(2)] long MessageEpoch,
        [property: Id(3)] long JoinEpoch) : Observation;

    /// <summary>A device could not open a message that it was given.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Message">Its number in the group's log.</param>
    /// <param name="Reason">The broken rule.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.message-failed")]
    public sealed record MessageFailed([property: Id(0)] string Group, [property: Id(1)] long Message, [property: Id(2)] string Reason) : Observation;

    /// <summary>The devices entitled to a group have changed.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The first epoch in which this holds.</param>
    /// <param name="Added">Device or user names added, separated by blanks.</param>
    /// <param name="Removed">Device or user names removed, separated by blanks.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.roster-changed")]
    public sealed record RosterChanged(
        [property: Id(0)] string Group,
        [property: Id(1)] long Epoch,
        [property: Id(2)] string Added,
        [property: Id(3)] string Removed) : Observation;

    /// <summary>The operation has taken effect in a group (or, with an empty group, altogether).</summary>
    /// <param name="Group">The group.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.operation-effective")]
    public sealed record OperationEffective([property: Id(0)] string Group) : Observation;

    /// <summary>The operation could not be carried out.</summary>
    /// <param name="Reason">Why.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.operation-skipped")]
    public sealed record OperationSkipped([property: Id(0)] string Reason) : Observation;

    /// <summary>A Commit lost against another one of the same epoch.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The contested epoch.</param>
    /// <param name="Committer">Whose Commit lost.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.conflict")]
    public sealed record Conflict([property: Id(0)] string Group, [property: Id(1)] long Epoch, [property: Id(2)] string Committer) : Observation;

    /// <summary>Octets were refused because they break a rule.</summary>
    /// <param name="Rule">The broken rule.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.hostile-refused")]
    public sealed record HostileRefused([property: Id(0)] string Rule) : Observation;

    /// <summary>Cryptographic operations that an actor did for the operation.</summary>
    /// <param name="Counts">How many of each.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.public-key-operations")]
    public sealed record PublicKeyOperations([property: Id(0)] PublicKeyCounts Counts) : Observation;

    /// <summary>An actor has signed records for the directory and verified records that it fetched. Both are among its public-key operations, too.</summary>
    /// <param name="Signed">Signatures made.</param>
    /// <param name="Verified">Signatures verified.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.directory-used")]
    public sealed record DirectoryUsed([property: Id(0)] int Signed, [property: Id(1)] int Verified) : Observation;

    /// <summary>Somebody must do something later on; settled by <see cref="ObligationSettled"/> of the same actor, kind and subject.</summary>
    /// <param name="Kind">Such as "rotation"; a bounded set.</param>
    /// <param name="Subject">What it is about: names separated by blanks, a group's among them where there is one.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.obligation-opened")]
    public sealed record ObligationOpened([property: Id(0)] string Kind, [property: Id(1)] string Subject) : Observation;

    /// <summary>An obligation has been met, superseded or cancelled.</summary>
    /// <param name="Kind">As when it was opened.</param>
    /// <param name="Subject">As when it was opened.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.obligation-settled")]
    public sealed record ObligationSettled([property: Id(0)] string Kind, [property: Id(1)] string Subject) : Observation;

    /// <summary>An operation is tried once more, because a Commit lost a race.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Attempt">1 for the first repetition.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.retried")]
    public sealed record Retried([property: Id(0)] string Group, [property: Id(1)] int Attempt) : Observation;

    /// <summary>A delivery service has accepted a Commit; it is the first valid one of its epoch.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch in which the Commit was made.</param>
    /// <param name="Path">What its path costs; <see langword="null"/> where it has none.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.commit-accepted")]
    public sealed record CommitAccepted([property: Id(0)] string Group, [property: Id(1)] long Epoch, [property: Id(2)] PathSize? Path = null) : Observation;

    /// <summary>A device has sent MLS messages, whatever became of them. Seen where they arrive.</summary>
    /// <param name="Messages">How many.</param>
    /// <param name="Ciphertexts">HPKE ciphertexts in them: those of update paths and of Welcomes.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.messages-sent")]
    public sealed record MessagesSent([property: Id(0)] int Messages, [property: Id(1)] int Ciphertexts) : Observation;

    /// <summary>Whoever has stolen the observer's state when it was removed has tried to open a message that came after; again where it opens later.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Message">Its number in the group's log.</param>
    /// <param name="Epoch">The epoch it belongs to.</param>
    /// <param name="IsOpen">Whether it opened.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.attack-tried")]
    public sealed record AttackTried(
        [property: Id(0)] string Group,
        [property: Id(1)] long Message,
        [property: Id(2)] long Epoch,
        [property: Id(3)] bool IsOpen) : Observation;

    /// <summary>A device that had come back has handled everything that had waited in its mailbox.</summary>
    /// <param name="Milliseconds">Virtual milliseconds since it was told to connect: the way to the service and back, and the time to compute, included.</param>
    /// <param name="Items">How many items had waited; at least 1.</param>
    [GenerateSerializer]
    [Immutable]
    [Alias("observation.caught-up")]
    public sealed record CaughtUp([property: Id(0)] long Milliseconds, [property: Id(1)] int Items) : Observation;
}
