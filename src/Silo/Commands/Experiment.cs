using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Workload;

namespace Silo.Commands;

/// <summary>Draws one trace, runs it in each mode, and reports.</summary>
internal sealed class Experiment(CommandServices services, Terminal terminal)
{
    /// <summary>Gives the exit code.</summary>
    /// <exception cref="Simulation.Scenarios.WrongUseException">Results cannot be written, or silos not started; nothing has been written.</exception>
    /// <exception cref="OutputException">Results could not be written: files, or to standard output.</exception>
    /// <exception cref="EngineFaultException">A defect in one of the modes; what the modes before it gave has been written, marked as partial.</exception>
    /// <exception cref="SiloLostException">A silo was lost; what there is has been written, marked as partial.</exception>
    public async Task<int> RunAsync(ExperimentPlan plan, CancellationToken stop)
    {
        using OutputFolder? folder = plan.Out is null ? null : OutputFolder.Prepare(plan.Out, plan.Modes, plan.Overwrite, services.WriteFile);
        DateTimeOffset started = services.Clock.GetUtcNow();
        Trace trace = Draw(plan, stop);
        var text = new ResultText(terminal);
        if (!plan.Json)
        {
            text.Announce(plan, trace);
        }

        await using IRunEngine engine = await StartAsync(plan, stop);
        await AnnouncePageAsync(engine);
        (ImmutableArray<ModeSummary> summaries, ExceptionDispatchInfo? defect) = await RunModesAsync(engine, plan, trace, stop);

        ImmutableArray<string> answer = Answer.Lines(summaries, AnswerFacts.Of(plan.Scenario, trace));

        // Files first: a reader of the output who has gone must not cost them; a disk that is full must not cost the output.
        OutputException? unwritten = Write(folder, Manifest(plan, trace, started, summaries, defect), summaries, answer);
        if (summaries.IsEmpty)
        {
            defect?.Throw();
        }

        if (plan.Json)
        {
            await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(summaries, ReportJson.Default.ImmutableArrayModeSummary));
        }
        else
        {
            text.Show(plan.Modes, summaries);
            text.Answer(answer);
        }

        engine.Show?.End(summaries, defect?.SourceException.Message.Split('\n')[0], answer, unwritten is null ? plan.Out : null);
        int code = Verdict(plan, summaries);
        foreach (string violation in summaries.SelectMany(summary => summary.Invariants.First.Select(line => $"{summary.Mode}: {line}")))
        {
            await terminal.Error.WriteLineAsync($"violated: {violation}");
        }

        await WaitForViewersAsync(engine, stop);
        defect?.Throw();
        return unwritten is null ? code : throw unwritten;
    }

    private Trace Draw(ExperimentPlan plan, CancellationToken stop)
    {
        using var line = new ProgressLine(terminal, services.Clock);
        return TraceGenerator.Generate(plan.Scenario, plan.Scenario.Seed, line, stop);
    }

    private static OutputException? Write(OutputFolder? folder, RunManifest manifest, ImmutableArray<ModeSummary> summaries, ImmutableArray<string> answer)
    {
        try
        {
            folder?.Write(manifest, summaries, answer);
            return null;
        }
        catch (OutputException failed)
        {
            return failed;
        }
    }

    private async Task<(ImmutableArray<ModeSummary> Summaries, ExceptionDispatchInfo? Defect)> RunModesAsync(IRunEngine engine, ExperimentPlan plan, Trace trace, CancellationToken stop)
    {
        var summaries = ImmutableArray.CreateBuilder<ModeSummary>();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, engine.Show?.StopWanted ?? CancellationToken.None);
        engine.Show?.Begin(plan.Scenario, trace);
        foreach (string mode in plan.Modes)
        {
            var request = new RunRequest(plan.Scenario, trace, mode, plan.Entropy) { Control = engine.Show?.Control };
            using var line = new ProgressLine(terminal, services.Clock, $"{plan.Modes.IndexOf(mode) + 1}/{plan.Modes.Length} ");
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

    private async Task AnnouncePageAsync(IRunEngine engine)
    {
        if (engine.Show is { } show)
        {
            // Not among the results: with --json they are read by a program.
            await terminal.Error.WriteLineAsync($"{string.Join(", ", show.Urls.Select(url => url.ToString().TrimEnd('/')))}: watch the run, hold it, stop it");
        }
    }

    /// <summary>Whoever watches has not seen the end when it comes: the page stays until the last viewer has left, or until Ctrl-C.</summary>
    private async Task WaitForViewersAsync(IRunEngine engine, CancellationToken stop)
    {
        if (engine.Show is { } show && !stop.IsCancellationRequested && show.NobodyWatchesAsync(stop) is { IsCompleted: false } watched)
        {
            await terminal.Error.WriteLineAsync("the page stays until nobody watches it any more; Ctrl-C ends it");
            await watched;
        }
    }

    /// <summary>Silos that are stopped while they start complain in many ways; none of them is news.</summary>
    private async Task<IRunEngine> StartAsync(ExperimentPlan plan, CancellationToken stop)
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

    private static int Verdict(ExperimentPlan plan, ImmutableArray<ModeSummary> summaries) =>
        summaries.Any(summary => summary.Invariants.Violations > 0) ? ExitCode.Violation
        : summaries.Any(summary => summary.Partial) || summaries.Length < plan.Modes.Length ? ExitCode.Stopped
        : summaries.Any(summary => summary.Thresholds.Any(threshold => !threshold.Passed)) ? ExitCode.ThresholdFailed
        : ExitCode.Success;

    private RunManifest Manifest(ExperimentPlan plan, Trace trace, DateTimeOffset started, ImmutableArray<ModeSummary> summaries, ExceptionDispatchInfo? defect)
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
