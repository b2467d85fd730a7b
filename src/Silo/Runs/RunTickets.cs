using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Scenarios;

namespace Silo.Runs;

/// <summary>What is told of a run, as it goes on.</summary>
internal static class RunTickets
{
    /// <summary>A run that waits for its turn.</summary>
    public static RunTicket Of(string id, Scenario scenario, ImmutableArray<string> modes, IEnumerable<string> overrides, DateTimeOffset now) => new()
    {
        Id = id,
        Scenario = scenario.Name,
        Story = scenario.Story,
        Seed = scenario.Seed,
        Suite = SuiteNames.NameOf(scenario.Suite),
        Modes = modes,
        State = TicketState.Queued,
        Started = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        Overrides = [.. overrides],
        ModesProgress = [.. modes.Select(mode => new ModeTicket { Mode = mode, State = "waiting" })],
        Users = scenario.Population.Users,
    };

    /// <summary>The run is further.</summary>
    public static RunTicket With(RunTicket ticket, RunStatus status)
    {
        ImmutableArray<ModeTicket> modes =
        [
            .. ticket.ModesProgress.Select(mode => mode.Mode != status.Mode
                ? mode
                : new ModeTicket
                {
                    Mode = status.Mode,
                    State = "running",
                    Share = status.Share,
                    Stage = status.Stage,
                    VirtualSeconds = status.NowMilliseconds / 1000.0,
                    StageSeconds = status.StageMilliseconds / 1000.0,
                    Operations = status.Operations,
                    PlannedOperations = status.PlannedOperations,
                    Events = status.Events,
                    Deliveries = status.Deliveries,
                    ElapsedSeconds = Math.Round(status.Elapsed.TotalSeconds, 3),
                    LeftSeconds = status.Left is { } left ? Math.Round(left.TotalSeconds, 1) : null,
                }),
        ];
        return ticket with { ModesProgress = modes, LeftSeconds = Left(modes) };
    }

    /// <summary>A mode has ended.</summary>
    public static RunTicket Ended(RunTicket ticket, string mode, bool drained) => ticket with
    {
        ModesProgress =
        [
            .. ticket.ModesProgress.Select(one => one.Mode == mode ? one with { State = drained ? "done" : "stopped", Share = drained ? 1 : one.Share, LeftSeconds = null } : one),
        ],
    };

    /// <summary>All is over.</summary>
    public static RunTicket Over(RunTicket ticket, ImmutableArray<ModeSummary> summaries, string? failure, string now, string? report) => ticket with
    {
        State = failure is not null ? TicketState.Failed
            : summaries.Length < ticket.Modes.Length || summaries.Any(summary => summary.Partial) ? TicketState.Stopped
            : TicketState.Finished,
        Failure = failure,
        Ended = now,
        LeftSeconds = null,
        Thresholds = Thresholds(summaries),
        Report = report,
    };

    /// <summary>The thresholds of all modes.</summary>
    public static ImmutableArray<ThresholdTicket> Thresholds(ImmutableArray<ModeSummary> summaries) =>
    [
        .. summaries.SelectMany(summary => summary.Thresholds.Select(threshold =>
            new ThresholdTicket(summary.Mode, threshold.Name, threshold.Actual, threshold.Maximum, threshold.Passed))),
    ];

    /// <summary>A mode that waits is expected to take as long as one that has begun: less would be a promise that nobody can keep.</summary>
    private static double? Left(ImmutableArray<ModeTicket> modes)
    {
        ModeTicket? running = modes.FirstOrDefault(mode => mode.State == "running");
        return running is not { LeftSeconds: { } left } ? null
            : left + (modes.Count(mode => mode.State == "waiting") * modes.Where(mode => mode.State != "waiting").Max(mode => mode.ElapsedSeconds + (mode.LeftSeconds ?? 0)));
    }
}
