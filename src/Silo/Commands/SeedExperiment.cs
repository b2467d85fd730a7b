using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Reporting.Html;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Silo.Commands;

/// <summary>Runs a scenario with several seeds, one after the other, and says how sure the differences are. What a stop leaves is kept.</summary>
internal sealed class SeedExperiment(CommandServices services, Terminal terminal)
{
    private readonly ModeRuns _runs = new(services, terminal);

    /// <summary>Gives the exit code: that of the worst seed.</summary>
    /// <param name="plans">One for each seed, alike but for it.</param>
    /// <param name="out">Folder for the results; null for none.</param>
    /// <param name="stop">Ctrl-C.</param>
    /// <exception cref="WrongUseException">Results cannot be written, or silos not started; nothing has been written.</exception>
    /// <exception cref="OutputException">Results could not be written.</exception>
    /// <exception cref="EngineFaultException">A defect in one of the modes; what came before has been written.</exception>
    /// <exception cref="SiloLostException">A silo was lost; what came before has been written.</exception>
    public async Task<int> RunAsync(ImmutableArray<ExperimentPlan> plans, string? @out, CancellationToken stop)
    {
        using var folders = SeedFolders.Prepare(plans, @out, services.WriteFile);
        await using IRunEngine engine = await _runs.StartAsync(plans[0], stop);
        var done = ImmutableArray.CreateBuilder<SeedRun>();
        foreach (var plan in plans)
        {
            if (await RunSeedAsync(engine, plan, (done.Count + 1, plans.Length), folders, stop) is not { } run)
            {
                break;
            }

            done.Add(run);
            if (run.Defect is not null || run.Manifest.Partial)
            {
                break;
            }
        }

        await ReportAsync(plans, done.ToImmutable(), folders);
        done.LastOrDefault()?.Defect?.Throw();
        return done.Count < plans.Length && done.All(run => run.Code != ExitCode.Violation) ? ExitCode.Stopped : Worst(done.Select(run => run.Code));
    }

    /// <summary>One seed; null where it was stopped before anything was run.</summary>
    private async Task<SeedRun?> RunSeedAsync(IRunEngine engine, ExperimentPlan plan, (int Number, int Of) place, SeedFolders folders, CancellationToken stop)
    {
        DateTimeOffset started = services.Clock.GetUtcNow();
        try
        {
            Trace trace = _runs.Draw(plan, stop);
            if (!plan.Json && place.Number == 1)
            {
                new ResultText(terminal).Announce(plan, trace);
            }

            (ImmutableArray<ModeSummary> summaries, ExceptionDispatchInfo? defect) = await _runs.RunAsync(engine, plan, trace, $"seed {place.Number}/{place.Of} ", stop);
            AnswerFacts facts = AnswerFacts.Of(plan.Scenario, trace);
            var run = new SeedRun(summaries, _runs.Manifest(plan, trace, started, summaries, defect), facts, defect, ModeRuns.Verdict(plan, summaries));
            folders.Write(plan, run.Manifest, summaries, Answer.Lines(summaries, facts));
            return run;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task ReportAsync(ImmutableArray<ExperimentPlan> plans, ImmutableArray<SeedRun> runs, SeedFolders folders)
    {
        if (runs.IsEmpty)
        {
            return;
        }

        var comparison = SeedComparison.Of(plans[0].Modes, [.. runs.Select(run => run.Summaries)]);
        ImmutableArray<string> answer = SeedAnswer.Lines(comparison, plans.Length, runs[0].Summaries, runs[0].Facts);
        RunManifest manifest = runs[0].Manifest with { Partial = runs.Length < plans.Length || runs.Any(run => run.Manifest.Partial) };
        folders.Write(comparison, ReportPage.Of(new ReportContent($"{plans[0].Scenario.Name}, {plans.Length} seeds", answer, manifest, runs[0].Summaries) { Seeds = comparison, Judged = [.. runs.SelectMany(run => run.Summaries)] }));
        if (plans[0].Json)
        {
            await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(comparison, ReportJson.Default.SeedComparison));
        }
        else
        {
            SeedText.Show(terminal, comparison, [.. runs.SelectMany(run => run.Summaries)], answer);
        }

        foreach (var violation in runs.SelectMany(run => run.Summaries).SelectMany(summary => summary.Invariants.First.Select(line => $"seed {summary.Seed}, {summary.Mode}: {line}")))
        {
            await terminal.Error.WriteLineAsync($"violated: {violation}");
        }
    }

    private static int Worst(IEnumerable<int> codes) =>
        new[] { ExitCode.Violation, ExitCode.Stopped, ExitCode.ThresholdFailed }.FirstOrDefault(codes.Contains, ExitCode.Success);

    /// <summary>What came of one seed.</summary>
    private sealed record SeedRun(ImmutableArray<ModeSummary> Summaries, RunManifest Manifest, AnswerFacts Facts, ExceptionDispatchInfo? Defect, int Code);
}
