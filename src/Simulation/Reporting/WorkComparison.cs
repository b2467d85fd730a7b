using System.Collections.Immutable;
using Simulation.Scenarios;

namespace Simulation.Reporting;

/// <summary>What a mode did of a trace beside what other modes did of it.</summary>
/// <param name="Modes">All that were compared.</param>
/// <param name="SameWork">Whether every mode did the same operations.</param>
/// <param name="Planned">Operations of the trace; coming and going is none.</param>
/// <param name="DoneInEvery">How many of them every mode did.</param>
/// <param name="GivenUp">By name: operations that this mode gave up, in whole or in part.</param>
/// <param name="Missed">Of these, those that another mode did.</param>
/// <param name="Shared">Figures of this mode of the operations that every mode did, and of what devices do without any.</param>
public sealed record WorkComparison(
    ImmutableArray<string> Modes,
    bool SameWork,
    long Planned,
    long DoneInEvery,
    ImmutableSortedDictionary<string, long> GivenUp,
    ImmutableSortedDictionary<string, long> Missed,
    WorkFigures Shared)
{
    /// <summary>Compares the modes' runs of one trace, and judges the thresholds in the light of it. Of one mode, or where one was stopped, there is nothing to compare.</summary>
    public static ImmutableArray<ModeSummary> Compare(ImmutableArray<Threshold> thresholds, ImmutableArray<ModeSummary> summaries)
    {
        if (summaries.Length < 2 || summaries.Any(summary => summary.Partial || summary.Work is null))
        {
            return summaries;
        }

        ImmutableHashSet<long> byAny = [.. summaries.SelectMany(summary => summary.Work!.GivenUp)];
        ImmutableHashSet<long> byEvery = [.. byAny.Where(id => summaries.All(summary => summary.Work!.GivenUp.Contains(id)))];
        return
        [
            .. summaries.Select(summary =>
            {
                WorkRecord work = summary.Work!;
                var compared = summary with
                {
                    Comparison = new WorkComparison(
                        [.. summaries.Select(other => other.Mode)],
                        byAny.Count == byEvery.Count,
                        work.Planned,
                        work.Planned - byAny.Count,
                        work.ByName(work.GivenUp),
                        work.ByName(work.GivenUp.Except(byEvery)),
                        work.Without(byAny)),
                    Work = null,
                };
                return compared with { Thresholds = [.. thresholds.Select(threshold => ThresholdJudge.Judge(threshold, compared))] };
            }),
        ];
    }
}
