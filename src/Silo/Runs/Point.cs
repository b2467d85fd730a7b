using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Simulation.Reporting;

namespace Silo.Runs;

/// <summary>A run's figures at one barrier, as those who watch get them. Counters and octets are sums since the run began.</summary>
public sealed record Point
{
    /// <summary>The mode.</summary>
    public required string Mode { get; init; }

    /// <summary>Virtual seconds since the run began, set-up included.</summary>
    public required double T { get; init; }

    /// <summary>Real seconds since the run began, pauses included.</summary>
    public required double Wall { get; init; }

    /// <summary>setup or measured.</summary>
    public required string Phase { get; init; }

    /// <summary>Counters by name.</summary>
    public required ImmutableSortedDictionary<string, long> Counts { get; init; }

    /// <summary>Octets that devices have sent, by kind.</summary>
    public required ImmutableSortedDictionary<string, long> Sent { get; init; }

    /// <summary>Octets that devices were delivered, by kind.</summary>
    public required ImmutableSortedDictionary<string, long> Delivered { get; init; }

    /// <summary>Virtual seconds until a message was opened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Spread? Delivery { get; init; }

    /// <summary>HPKE ciphertexts of the paths of Commits in conversation groups, since the run began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PathSpread? PerCommit { get; init; }

    /// <summary>Trees, stores and mailboxes, where they were looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthFigures? Health { get; init; }

    /// <summary>The process.</summary>
    public required ImmutableSortedDictionary<string, double> Runtime { get; init; }
}
