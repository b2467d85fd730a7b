using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Silo.Runs;

/// <summary>Carries out one order: draws the trace, runs it in each mode, writes the results.</summary>
/// <param name="live">The run, for those who watch.</param>
/// <param name="scenario">The scenario.</param>
/// <param name="bench">What the host has for it.</param>
internal sealed class RunJob(LiveRun live, Scenario scenario, RunBench bench)
{
    private readonly ImmutableArray<string> _modes = live.Ticket.Modes;

    /// <summary>Does it; what happens is told to those who watch, whatever it is.</summary>
    public async Task RunAsync()
    {
        DateTimeOffset started = bench.Clock.GetUtcNow();
        try
        {
            using OutputFolder folder = OutputFolder.Prepare(bench.Folder.Of(live.Ticket.Id), _modes, overwrite: false, bench.WriteFile);
            live.Update(ticket => ticket with { State = TicketState.Drawing });
            Trace trace = TraceGenerator.Generate(scenario, scenario.Seed, new Silent<GenerationStatus>(), live.StopWanted);
            TraceFacts facts = TraceFacts.Of(trace);
            live.Update(ticket => ticket with { Devices = facts.Devices, Groups = facts.Groups });
            (ImmutableArray<ModeSummary> summaries, string? failure) = await RunModesAsync(trace);
            ImmutableArray<string> answer = Answer.Lines(summaries, AnswerFacts.Of(scenario, trace));
            folder.Write(bench.Manifest(scenario, trace, started, live.Ticket, summaries, failure), summaries, answer);
            End(failure, summaries, answer);
        }
        catch (OperationCanceledException) when (live.StopWanted.IsCancellationRequested)
        {
            End(null, [], []);
        }
        catch (Exception failed)
        {
            // The host goes on for other runs: this one's watchers are told why it does not.
            End(failed.Message.Split('\n')[0], [], []);
        }
    }

    private async Task<(ImmutableArray<ModeSummary> Summaries, string? Failure)> RunModesAsync(Trace trace)
    {
        var summaries = ImmutableArray.CreateBuilder<ModeSummary>();
        var watch = new RunWatch(live, bench.Grains, bench.Clock);
        using RunControl control = watch.Control();
        live.Begin(control);
        foreach (var mode in _modes)
        {
            var request = new RunRequest(scenario, trace, mode, Entropy.Seeded) { Control = control };
            try
            {
                RunOutcome outcome = await bench.Driver.RunAsync(request, new RunTeller(live, trace, watch), live.StopWanted);
                summaries.Add(SummaryBuilder.Build(request, outcome));
                live.Update(ticket => RunTickets.Ended(ticket, mode, outcome.Drained));
                if (!outcome.Drained)
                {
                    break;
                }
            }
            catch (EngineFaultException fault)
            {
                return (summaries.ToImmutable(), fault.Message.Split('\n')[0]);
            }
        }

        return (WorkComparison.Compare(scenario.Thresholds, summaries.ToImmutable()), null);
    }

    private void End(string? failure, ImmutableArray<ModeSummary> summaries, ImmutableArray<string> answer) => live.Update(ticket =>
        RunTickets.Over(ticket, summaries, failure, bench.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture), bench.Folder.ReportOf(ticket.Id)) with { Answer = answer });

    private sealed class Silent<T> : IProgress<T>
    {
        public void Report(T value)
        {
        }
    }
}
