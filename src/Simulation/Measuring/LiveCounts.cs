using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Simulation.Measuring;

/// <summary>The counters of <see cref="LiveTally"/> by their places.</summary>
internal static class LiveCounts
{
    public const int Messages = 0;
    public const int Opened = 1;
    public const int Failed = 2;
    public const int Commits = 3;
    public const int Conflicts = 4;
    public const int Retries = 5;
    public const int Epochs = 6;
    public const int Effective = 7;
    public const int Skipped = 8;
    public const int Refused = 9;
    public const int Ciphertexts = 10;
    public const int Seal = 11;
    public const int Open = 12;
    public const int Sign = 13;
    public const int Verify = 14;
    public const int Derive = 15;
    public const int AttackTried = 16;
    public const int AttackOpened = 17;

    /// <summary>Their names, by place.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "messages", "opened", "failed", "commits", "conflicts", "retries", "epochs", "operations", "skipped", "refused",
        "ciphertexts", "seal", "open", "sign", "verify", "derive", "attackTried", "attackOpened",
    ];

    /// <summary>The counter that rises by one; null where none does.</summary>
    public static int? OfOne(Observation what) => what switch
    {
        Observation.MessageAccepted => Messages,
        Observation.MessageFailed => Failed,
        Observation.Conflict => Conflicts,
        Observation.Retried => Retries,
        Observation.EpochEntered => Epochs,
        Observation.OperationEffective => Effective,
        Observation.OperationSkipped => Skipped,
        Observation.HostileRefused => Refused,
        _ => null,
    };
}
