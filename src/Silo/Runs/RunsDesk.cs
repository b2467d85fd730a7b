using System.Collections.Immutable;
using System.Threading.Channels;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Runs;
using Microsoft.Extensions.Hosting;
using Simulation.Scenarios;

namespace Silo.Runs;

/// <summary>Takes orders and carries them out, one after the other. Safe for use by several threads.</summary>
internal sealed class RunsDesk : BackgroundService, IRunsDesk
{
    private readonly Lock _gate = new();
    private readonly List<LiveRun> _runs = [];
    private readonly Channel<(LiveRun Run, Scenario Scenario)> _queue = Channel.CreateUnbounded<(LiveRun, Scenario)>();
    private readonly OrderReader _orders;
    private readonly RunsOptions _options;
    private readonly Func<RunBench> _bench;
    private readonly TimeProvider _clock;

    /// <summary>Takes orders; they are carried out once the host has started.</summary>
    public RunsDesk(OrderReader orders, RunsOptions options, Func<RunBench> bench, TimeProvider clock)
    {
        _orders = orders;
        _options = options;
        _bench = bench;
        _clock = clock;
        Folder = new RunsFolder(options.Folder);
    }

    /// <summary>Where results are.</summary>
    public RunsFolder Folder { get; }

    /// <summary>Whether runs can be asked for.</summary>
    public bool TakesOrders => _options.TakesOrders;

    /// <inheritdoc/>
    public ImmutableArray<RunTicket> List()
    {
        ImmutableArray<RunTicket> live = [.. Runs().Select(run => run.Ticket)];
        return [.. Folder.Finished().Where(past => live.All(run => run.Id != past.Id)).Concat(live).OrderByDescending(run => run.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public RunTicket? Find(string id) => Live(id)?.Ticket ?? Folder.Finished(id);

    /// <summary>A run of this process; null where there is none of that name.</summary>
    public LiveRun? Live(string id) => Runs().FirstOrDefault(run => run.Ticket.Id == id);

    /// <inheritdoc/>
    public OrderAnswer Start(RunOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!TakesOrders)
        {
            return OrderAnswer.NotNow("this page belongs to one run of the command line; a hosted silo takes orders");
        }

        Scenario? scenario = _orders.Read(order, out ImmutableArray<OrderFault> faults);
        if (scenario is null)
        {
            return OrderAnswer.Wrong(faults);
        }

        lock (_gate)
        {
            ImmutableArray<LiveRun> open = [.. _runs.Where(run => !run.IsOver)];
            if (open.Length > 0 && order.WhenBusy == WhenBusy.Refuse)
            {
                return OrderAnswer.NotNow($"run {open[0].Ticket.Id} is going on");
            }

            if (open.Length > _options.LongestQueue)
            {
                return OrderAnswer.NotNow($"{open.Length} runs wait already");
            }

            string id = NewId();
            var live = new LiveRun(RunTickets.Of(
                id,
                scenario,
                order.Modes.IsDefaultOrEmpty ? _options.Modes : order.Modes,
                order.Overrides.Select(one => $"{one.Key}={one.Value}"),
                _clock.GetUtcNow()));
            _runs.Add(live);
            _queue.Writer.TryWrite((live, scenario));
            return OrderAnswer.Of(live.Ticket);
        }
    }

    /// <summary>Shows a run that somebody else carries out.</summary>
    public void Show(LiveRun live)
    {
        lock (_gate)
        {
            _runs.Add(live);
        }
    }

    /// <inheritdoc/>
    public OrderAnswer Pause(string id) => Do(id, "paused", run => run.Ticket.State == TicketState.Running && run.Control is not null, run =>
    {
        run.Control!.Pause();
        run.Update(ticket => ticket with { State = TicketState.Paused });
    });

    /// <inheritdoc/>
    public OrderAnswer Resume(string id) => Do(id, "resumed", run => run.Ticket.State == TicketState.Paused && run.Control is not null, run =>
    {
        run.Update(ticket => ticket with { State = TicketState.Running });
        run.Control!.Resume();
    });

    /// <inheritdoc/>
    public OrderAnswer Stop(string id) => Do(id, "stopped", run => !run.IsOver, run => run.Stop());

    /// <inheritdoc/>
    public RunKey? KeyOf(string id, string mode) => Live(id)?.KeyOf(mode);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (live, scenario) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            using CancellationTokenRegistration ending = stoppingToken.Register(live.Stop);
            if (live.StopWanted.IsCancellationRequested)
            {
                live.Update(ticket => ticket with { State = TicketState.Stopped, Ended = ticket.Started });
                continue;
            }

            // The trace is drawn without a pause: not on the thread that starts the host.
            await Task.Run(() => new RunJob(live, scenario, _bench()).RunAsync(), CancellationToken.None);
        }
    }

    private OrderAnswer Do(string id, string what, Func<LiveRun, bool> isPossible, Action<LiveRun> act)
    {
        if (Live(id) is not { } run)
        {
            return OrderAnswer.NotNow($"there is no run {Printable.Line(id)} that could be {what}");
        }

        if (!isPossible(run))
        {
            return OrderAnswer.NotNow($"run {id} is {run.Ticket.State.ToString().ToLowerInvariant()} and cannot be {what}");
        }

        act(run);
        return OrderAnswer.Of(run.Ticket);
    }

    /// <summary>After those of the folder and of this process, of which some have written nothing yet.</summary>
    private string NewId() => RunsFolder.IdAfter(_runs.Select(run => run.Ticket.Id).Append(Folder.LastId));

    private ImmutableArray<LiveRun> Runs()
    {
        lock (_gate)
        {
            return [.. _runs];
        }
    }
}
