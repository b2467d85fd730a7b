using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>What a report is made of.</summary>
/// <param name="Heading">What it is of, in a few words.</param>
/// <param name="Answer">The answer in words.</param>
/// <param name="Manifest">What produced the results.</param>
/// <param name="Summaries">Of the modes that were run; where seeds were repeated, of the first seed.</param>
public sealed record ReportContent(string Heading, ImmutableArray<string> Answer, RunManifest Manifest, ImmutableArray<ModeSummary> Summaries)
{
    /// <summary>All that was run, for the verdict: where seeds were repeated, of every seed.</summary>
    public ImmutableArray<ModeSummary> Judged { get; init; } = Summaries;

    /// <summary>The same over several seeds; null where there was one.</summary>
    public SeedComparison? Seeds { get; init; }
}
