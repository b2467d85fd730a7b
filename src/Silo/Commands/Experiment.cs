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
    private readonly ModeRuns _runs = new(services, terminal);

    /// <summary>Gives the exit code.</summary>
    /// <exception cref="Simulation.Scenarios.WrongUseException">Results cannot be written, or silos not started; nothing has been written.</exception>
    /// <exception cref="OutputException">Results could not be written: files, or to standard output.</exception>
    /// <exception cref="EngineFaultException">A defect in one of the modes; what the modes before it gave has been written, marked as partial.</exception>
    /// <exception cref="SiloLostException">A silo was lost; what there is has been written, marked as partial.</exception>
    public async Task<int> RunAsync(ExperimentPlan plan, CancellationToken stop)
    {
        using OutputFolder? folder = plan.Out is null ? null : OutputFolder.Prepare(plan.Out, plan.Modes, plan.Overwrite, services.WriteFile);
        DateTimeOffset started = services.Clock.GetUtcNow();
        Trace trace = _runs.Draw(plan, stop);
        var text = new ResultText(terminal);
        if (!plan.Json)
        {
            text.Announce(plan, trace);
        }

        await using IRunEngine engine = await _runs.StartAsync(plan, stop);
        await AnnouncePageAsync(engine);
        (ImmutableArray<ModeSummary> summaries, ExceptionDispatchInfo? defect) = await _runs.RunAsync(engine, plan, trace, "", stop);
        ImmutableArray<string> answer = Answer.Lines(summaries, AnswerFacts.Of(plan.Scenario, trace));

        // Files first: a reader of the output who has gone must not cost them; a disk that is full must not cost the output.
        OutputException? unwritten = Write(folder, _runs.Manifest(plan, trace, started, summaries, defect), summaries, answer);
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
        int code = ModeRuns.Verdict(plan, summaries);
        foreach (var violation in summaries.SelectMany(summary => summary.Invariants.First.Select(line => $"{summary.Mode}: {line}")))
        {
            await terminal.Error.WriteLineAsync($"violated: {violation}");
        }

        await WaitForViewersAsync(engine, stop);
        defect?.Throw();
        return unwritten is null ? code : throw unwritten;
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
}
