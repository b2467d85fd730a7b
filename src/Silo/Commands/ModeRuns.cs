using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Workload;

namespace Silo.Commands;

/// <summary>The steps of a run of one seed.</summary>
internal sealed class ModeRuns(CommandServices services, Terminal terminal)
{
    /// <summary>Silos that are stopped while they start complain in many ways; none of them is news.</summary>
    public async Task<IRunEngine> StartAsync(ExperimentPlan plan, CancellationToken stop)
    {
        try
        {
            return await services.Engines.StartAsync(plan.Layout, stop);
        }
        catch (Exception interrupted) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException("stopped while silos started", interrupted, stop);
        }
    }

    /// <summary>Draws what is run.</summary>
    public Trace Draw(ExperimentPlan plan, CancellationToken stop)
    {
        using var line = new ProgressLine(terminal, services.Clock);
        return TraceGenerator.Generate(plan.Scenario, plan.Scenario.Seed, line, stop);
    }

    /// <summary>Runs the modes one after the other, and compares them. What there is of them is given back where one is stopped or shows a defect.</summary>
    public async Task<(ImmutableArray<ModeSummary> Summaries, ExceptionDispatchInfo? Defect)> RunAsync(
        IRunEngine engine, ExperimentPlan plan, Trace trace, string prefix, CancellationToken stop)
    {
        var summaries = ImmutableArray.CreateBuilder<ModeSummary>();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, engine.Show?.StopWanted ?? CancellationToken.None);
        engine.Show?.Begin(plan.Scenario, trace);
        foreach (var mode in plan.Modes)
        {
            var request = new RunRequest(plan.Scenario, trace, mode, plan.Entropy) { Control = engine.Show?.Control };
            using var line = new ProgressLine(terminal, services.Clock, $"{prefix}{plan.Modes.IndexOf(mode) + 1}/{plan.Modes.Length} ");
            try
            {
                RunOutcome outcome = await engine.RunAsync(request, engine.Show?.Showing(line) ?? line, either.Token);
                summaries.Add(SummaryBuilder.Build(request, outcome));
                engine.Show?.EndOf(summaries[^1]);
                if (!outcome.Drained)
                {
                    break;
                }
            }
            catch (Exception defect) when (defect is EngineFaultException or SiloLostException)
            {
                return (summaries.ToImmutable(), ExceptionDispatchInfo.Capture(defect));
            }
        }

        return (WorkComparison.Compare(plan.Scenario.Thresholds, summaries.ToImmutable()), null);
    }

    /// <summary>The exit code.</summary>
    public static int Verdict(ExperimentPlan plan, ImmutableArray<ModeSummary> summaries) =>
        summaries.Any(summary => summary.Invariants.Violations > 0) ? ExitCode.Violation
        : summaries.Any(summary => summary.Partial) || summaries.Length < plan.Modes.Length ? ExitCode.Stopped
        : summaries.Any(summary => summary.Thresholds.Any(threshold => !threshold.Passed)) ? ExitCode.ThresholdFailed
        : ExitCode.Success;

    /// <summary>What produced the results.</summary>
    public RunManifest Manifest(ExperimentPlan plan, Trace trace, DateTimeOffset started, ImmutableArray<ModeSummary> summaries, ExceptionDispatchInfo? defect)
    {
        using JsonDocument configuration = JsonDocument.Parse(plan.Scenario.Configuration);
        return new RunManifest
        {
            Version = services.Version,
            Started = started.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            Seed = trace.Seed,
            Modes = plan.Modes,
            Silos = plan.Layout.Silos,
            Threads = plan.Layout.Threads,
            Entropy = plan.Entropy == Entropy.Seeded ? "seeded" : "system",
            Overrides = plan.Overrides,
            Partial = summaries.Length < plan.Modes.Length || summaries.Any(summary => summary.Partial),
            Failure = defect?.SourceException.Message.Split('\n')[0],
            TraceDigest = trace.Digest(),
            Machine = MachineInfo.Current(),
            Scenario = configuration.RootElement.Clone(),
        };
    }
}
