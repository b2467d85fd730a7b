using System.Collections.Immutable;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting;

/// <summary>Whether the modes of a comparison did the same work, in words: costs of unequal work cannot be set side by side.</summary>
public static class WorkText
{
    /// <summary>What comes before every figure; empty where one mode was run alone.</summary>
    public static ImmutableArray<string> Statement(ImmutableArray<ModeSummary> summaries) => summaries switch
    {
        { Length: < 2 } => [],
        [{ Comparison: null }, ..] => ["NOT COMPARED: not every mode ran to its end, so that they did unequal work, and differences mislead"],
        [{ Comparison: { SameWork: true } work }, ..] => [Same(work)],
        [{ Comparison: { } work }, ..] =>
        [
            $"UNEQUAL WORK: of {Whole(work.Planned)} operations, {Whole(work.DoneInEvery)} were done in every mode",
            .. summaries.Where(summary => summary.Comparison!.Missed.Count > 0).Select(summary => $"given up in {summary.Mode}, done in another mode: {Missed(summary)}"),
            $"figures by operation are of the {Whole(work.DoneInEvery)} that were done in every mode; totals are of all that a mode did, and are not compared",
        ],
    };

    /// <summary>How the verdict begins; empty where there is none.</summary>
    public static ImmutableArray<string> Verdict(ImmutableArray<ModeSummary> summaries) => summaries switch
    {
        [{ Comparison: { SameWork: true } work }, ..] => [Same(work)],
        [{ Comparison: { } work }, ..] =>
        [
            $"UNEQUAL WORK: {string.Join("; ", summaries.Where(summary => summary.Comparison!.Missed.Count > 0).Select(summary => $"{summary.Mode} gave up {Missed(summary)} done in another mode"))}",
            $"the verdict is of the {Whole(work.DoneInEvery)} operations done in every mode only; even so its sums mislead, because what was given up leaves groups smaller, or missing, for what comes later",
        ],
        _ => [],
    };

    /// <summary>Figures by operation that can be set side by side: where there are other modes, of the operations that every mode did.</summary>
    public static OperationResult Comparable(ModeSummary summary, string operation) => (summary.Comparison?.Shared.Operations ?? summary.Operations)[operation];

    /// <summary>Sums that can be set side by side.</summary>
    public static TotalResult ComparableTotal(ModeSummary summary, string total) => (summary.Comparison?.Shared.Totals ?? summary.Totals)[total];

    /// <summary>Whether there are figures that can be set side by side.</summary>
    public static bool IsComparable(ImmutableArray<ModeSummary> summaries) => summaries.All(summary => summary.Comparison is not null);

    /// <summary>Whether differences of whole runs mean anything.</summary>
    public static bool IsSame(ImmutableArray<ModeSummary> summaries) => summaries.All(summary => summary.Comparison is { SameWork: true });

    /// <summary>How many operations of a name, or of all, a mode gave up that another one did.</summary>
    public static long MissedBy(ModeSummary summary, string? operation = null) => summary.Comparison is not { } work ? 0
        : operation is null ? work.Missed.Values.Sum()
        : work.Missed.GetValueOrDefault(operation);

    private static string Same(WorkComparison work) => work.Planned == work.DoneInEvery
        ? $"SAME WORK: all {Whole(work.Planned)} operations were done in every mode"
        : $"SAME WORK: {Whole(work.DoneInEvery)} of {Whole(work.Planned)} operations were done in every mode, and each gave up the same {Whole(work.Planned - work.DoneInEvery)}";

    private static string Missed(ModeSummary summary) =>
        $"{Whole(MissedBy(summary))} {(MissedBy(summary) == 1 ? "operation" : "operations")} ({string.Join(", ", summary.Comparison!.Missed.Select(missed => $"{Whole(missed.Value)} {missed.Key}"))})";
}
