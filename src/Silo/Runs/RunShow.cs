using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Silo.Runs;

/// <summary>Shows a run of the command line on the page of its silo.</summary>
internal sealed class RunShow : IRunShow, IDisposable
{
    private readonly RunPage _page;
    private readonly RunsDesk _desk;
    private readonly TimeProvider _clock;
    private readonly RunWatch _watch;
    private readonly LiveRun _live;
    private Trace? _trace;

    /// <summary>The run waits for its trace.</summary>
    public RunShow(RunPage page, RunsDesk desk, IGrainFactory grains, TimeProvider clock)
    {
        (_page, _desk, _clock) = (page, desk, clock);
        _live = new LiveRun(new RunTicket { Id = RunsFolder.IdAfter([]), Scenario = string.Empty, Seed = 0, Modes = page.Modes, State = TicketState.Queued, Started = Now() });
        _watch = new RunWatch(_live, grains, clock);
        Control = _watch.Control();
    }

    /// <inheritdoc/>
    public ImmutableArray<Uri> Urls => _page.Urls;

    /// <inheritdoc/>
    public RunControl Control { get; }

    /// <inheritdoc/>
    public CancellationToken StopWanted => _live.StopWanted;

    /// <inheritdoc/>
    public void Begin(Scenario scenario, Trace trace)
    {
        _trace = trace;
        TraceFacts facts = TraceFacts.Of(trace);
        _live.Update(ticket => RunTickets.Of(ticket.Id, scenario, _page.Modes, _page.Overrides, _clock.GetUtcNow()) with { Devices = facts.Devices, Groups = facts.Groups });
        _live.Begin(Control);
        _desk.Show(_live);
    }

    /// <inheritdoc/>
    public IProgress<RunStatus> Showing(IProgress<RunStatus> next) => new RunTeller(_live, _trace!, _watch, next);

    /// <inheritdoc/>
    public void EndOf(ModeSummary summary) => _live.Update(ticket => RunTickets.Ended(ticket, summary.Mode, !summary.Partial));

    /// <inheritdoc/>
    public void End(ImmutableArray<ModeSummary> summaries, string? failure, ImmutableArray<string> answer, string? folder)
    {
        if (folder is not null)
        {
            _desk.Folder.Adopt(_live.Ticket.Id, folder);
        }

        _live.Update(ticket => RunTickets.Over(ticket, summaries, failure, Now(), folder is null ? null : _desk.Folder.ReportOf(ticket.Id)) with { Answer = answer });
    }

    /// <inheritdoc/>
    public Task NobodyWatchesAsync(CancellationToken stop) => _live.NobodyWatchesAsync(stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        Control.Dispose();
        _live.Dispose();
    }

    private string Now() => _clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
}
