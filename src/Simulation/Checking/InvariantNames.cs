using System.Collections.Immutable;

namespace Simulation.Checking;

/// <summary>The names of the invariants in messages and files.</summary>
public static class InvariantNames
{
    private static readonly ImmutableArray<(Invariant Invariant, string Name, string Sentence)> Table =
    [
        (Invariant.EpochAuthenticator, "epoch-authenticator", "all members of an epoch have the same epoch authenticator"),
        (Invariant.CommitProcessable, "commit-processable", "no accepted Commit is unprocessable by an honest online member"),
        (Invariant.KeyNonceOnce, "key-nonce-once", "no pair of key and nonce is used twice"),
        (Invariant.ActiveLeafEpoch, "active-leaf-epoch", "the user-group epoch behind an active leaf never decreases"),
        (Invariant.ObligationsSettled, "obligations-settled", "every obligation is settled when nothing is in flight"),
        (Invariant.MessagesOpened, "messages-opened", "every message is opened by every device entitled to it"),
        (Invariant.MessagesEntitled, "messages-entitled", "no message is opened by a device not entitled to it"),
        (Invariant.LetIn, "let-in", "whoever was to be let into a group is in it"),
        (Invariant.RemovedOpensNothing, "removed-device-opens-nothing", "a stolen state of a removed device opens nothing once the removal is effective"),
    ];

    /// <summary>All invariants in the order of reports.</summary>
    public static ImmutableArray<Invariant> All { get; } = [.. Table.Select(row => row.Invariant)];

    /// <summary>The short name.</summary>
    public static string NameOf(Invariant invariant) => Table[(int)invariant].Name;

    /// <summary>What it says.</summary>
    public static string SentenceOf(Invariant invariant) => Table[(int)invariant].Sentence;
}
