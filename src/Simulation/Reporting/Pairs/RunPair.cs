using System.Collections.Immutable;
using Simulation.Scenarios;

namespace Simulation.Reporting.Pairs;

/// <summary>Two runs beside each other: rows for tables, lines for people.</summary>
public sealed record RunPair
{
    /// <summary>Version of this layout.</summary>
    public int SchemaVersion { get; init; } = ModeSummary.CurrentSchemaVersion;

    /// <summary>Name of the first run.</summary>
    public required string First { get; init; }

    /// <summary>Name of the second run.</summary>
    public required string Second { get; init; }

    /// <summary>Whether both did the same: one trace.</summary>
    public required bool SameTrace { get; init; }

    /// <summary>What is not alike in them, one line each.</summary>
    public required ImmutableArray<string> Unlike { get; init; }

    /// <summary>The numbers of the modes that both have.</summary>
    public required ImmutableArray<PairRow> Rows { get; init; }

    /// <summary>The conditions that were broken.</summary>
    public required ImmutableArray<PairFailure> Failures { get; init; }

    /// <summary>The verdict in words: at most ten lines of at most 80 columns, but for long names.</summary>
    public required ImmutableArray<string> Lines { get; init; }

    /// <summary>Compares two runs; nothing is read but what is given.</summary>
    /// <exception cref="WrongUseException">They have no mode in common, or a condition is about a mode that is not in both.</exception>
    public static RunPair Of(RunResult first, RunResult second, ImmutableArray<PairCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ImmutableArray<string> modes = [.. first.Modes.Keys.Where(second.Modes.ContainsKey)];
        if (modes.IsEmpty)
        {
            throw new WrongUseException($"{first.Name} has {string.Join(", ", first.Modes.Keys)}, {second.Name} has {string.Join(", ", second.Modes.Keys)}; must have a mode in common");
        }

        if (conditions.FirstOrDefault(condition => condition.Mode is { } mode && !modes.Contains(mode)) is { } lost)
        {
            throw new WrongUseException($"--fail-if \"{Printable.Line(lost.Text)}\": {lost.Mode} is not in both runs; must be one of {string.Join(", ", modes)}");
        }

        ImmutableArray<PairRow> rows = [.. modes.SelectMany(mode => PairMetric.All.Select(metric => new PairRow(mode, metric.Name, metric.Unit, metric.Value(first.Modes[mode]), metric.Value(second.Modes[mode]))))];
        var pair = new RunPair
        {
            First = first.Name,
            Second = second.Name,
            SameTrace = first.TraceDigest.Length > 0 && first.TraceDigest == second.TraceDigest,
            Unlike = PairText.Unlike(first, second),
            Rows = [.. rows.Where(row => row.First is not null || row.Second is not null)],
            Failures =
            [
                .. conditions.SelectMany(condition => rows.Where(condition.IsBroken).Select(row => new PairFailure(condition.Text, row.Mode, row.Difference!.Value, row.Percent))),
            ],
            Lines = [],
        };
        return pair with { Lines = PairText.Lines(pair, isPartial: first.IsPartial || second.IsPartial, conditions.Length) };
    }
}
