using System.Collections.Immutable;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>Shows a run to those who watch it on a page, and lets them hold and stop it.</summary>
public interface IRunShow
{
    /// <summary>Where it can be watched.</summary>
    ImmutableArray<Uri> Urls { get; }

    /// <summary>Holds the run, for all its modes.</summary>
    RunControl Control { get; }

    /// <summary>Cancelled when somebody on the page wants the run to end.</summary>
    CancellationToken StopWanted { get; }

    /// <summary>The trace has been drawn, the first mode is about to run.</summary>
    void Begin(Scenario scenario, Trace trace);

    /// <summary>Shows how far the run is, and passes it on.</summary>
    IProgress<RunStatus> Showing(IProgress<RunStatus> next);

    /// <summary>A mode has come to its end, or was stopped.</summary>
    void EndOf(ModeSummary summary);

    /// <summary>All is over.</summary>
    /// <param name="summaries">Of the modes that were run.</param>
    /// <param name="failure">What kept the run from its end, in one line; null where nothing did.</param>
    /// <param name="answer">The answer in words.</param>
    /// <param name="folder">Where the files are; null where none were written.</param>
    void End(ImmutableArray<ModeSummary> summaries, string? failure, ImmutableArray<string> answer, string? folder);

    /// <summary>Completes when nobody watches any more: at once where nobody does.</summary>
    Task NobodyWatchesAsync(CancellationToken stop);
}
