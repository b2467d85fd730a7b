using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Contracts;

namespace Simulation.Workload;

/// <summary>Everything the users of a scenario do, from a seed. The same in every mode.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Stages">One after the other.</param>
/// <param name="Unplaced">Intentions for which nobody was online before the end, or which had become impossible.</param>
public sealed record Trace(long Seed, ImmutableArray<TraceStage> Stages, int Unplaced)
{
    /// <summary>All events in order.</summary>
    public IEnumerable<TraceEvent> Events => Stages.SelectMany(stage => stage.Events);

    /// <summary>The trace without the events after one.</summary>
    public Trace UpTo(long operationId) => this with
    {
        Stages = [.. Stages.Select(stage => stage with { Events = [.. stage.Events.Where(traced => traced.OperationId <= operationId)] })],
    };

    /// <summary>Number of events by operation in the stages of a phase.</summary>
    public ImmutableSortedDictionary<string, int> Count(Phase phase) =>
        Stages.Where(stage => stage.Phase == phase)
            .SelectMany(stage => stage.Events)
            .GroupBy(traced => traced.Action.Operation, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>SHA-256 over the events, one line each, in lower-case hexadecimal.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var stage in Stages)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{stage.Name} {stage.Phase}\n"));
            foreach (var traced in stage.Events)
            {
                string line = string.Create(CultureInfo.InvariantCulture, $"{traced.AtMilliseconds} {traced.OperationId} {traced.Action.Describe()}\n");
                hash.AppendData(Encoding.UTF8.GetBytes(line));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
