using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Reporting;

namespace Silo.Runs;

/// <summary>Turns what the clock tells into points of a <see cref="LiveRun"/>.</summary>
/// <param name="live">The run.</param>
/// <param name="grains">The way to the clock.</param>
/// <param name="clock">Real time.</param>
internal sealed class RunWatch(LiveRun live, IGrainFactory grains, TimeProvider clock) : IRunWatcher
{
    /// <summary>The clock forgets watchers that do not ask again.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(2);

    private long _began;
    private IRunWatcher? _reference;
    private long _renewed;

    /// <summary>The phase of the trace that is being carried out.</summary>
    public Phase Phase { get; set; } = Phase.Setup;

    /// <summary>Holds the run, and has this object told of each mode.</summary>
    public RunControl Control() => new() { Opened = run => BeginAsync(run.Settings.Run), Ended = run => EndAsync(run.Settings.Run) };

    /// <summary>Watches a mode from now on.</summary>
    private async Task BeginAsync(RunKey run)
    {
        _began = clock.GetTimestamp();
        Phase = Phase.Setup;
        _reference = grains.CreateObjectReference<IRunWatcher>(this);
        await RenewAsync(run);
        live.Seat(run.Mode, run);
    }

    /// <summary>Takes the last figures and watches no more.</summary>
    private async Task EndAsync(RunKey run)
    {
        IClockGrain engine = grains.GetGrain<IClockGrain>(run.Text);
        live.Add(PointOf(await engine.Glance(withHealth: true)));
        live.Seat(run.Mode, null);
        await engine.Unwatch(_reference!);
        grains.DeleteObjectReference<IRunWatcher>(_reference!);
    }

    /// <inheritdoc/>
    public async Task AtBarrier(RunGlance glance)
    {
        ArgumentNullException.ThrowIfNull(glance);
        live.Add(PointOf(glance));
        if (clock.GetElapsedTime(_renewed) >= Renewal)
        {
            await RenewAsync(glance.Run);
        }
    }

    private Task RenewAsync(RunKey run)
    {
        _renewed = clock.GetTimestamp();
        return grains.GetGrain<IClockGrain>(run.Text).Watch(_reference!);
    }

    private Point PointOf(RunGlance glance)
    {
        LiveTally tally = LiveTally.Merge(glance.Figures);
        GCMemoryInfo collector = GC.GetGCMemoryInfo();
        return new Point
        {
            Mode = glance.Run.Mode,
            T = glance.Progress.Now / 1000.0,
            Wall = Math.Round(clock.GetElapsedTime(_began).TotalSeconds, 3),
            Phase = Phase == Phase.Measured ? "measured" : "setup",
            Counts = tally.Counts
                .Append(new("events", glance.Progress.Totals.Events))
                .Append(new("deliveries", glance.Progress.Totals.Deliveries))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Sent = Octets(glance, LinkClass.DeviceToService, account => account.SentOctets),
            Delivered = Octets(glance, LinkClass.ServiceToDevice, account => account.DeliveredOctets),
            Delivery = Spread.OfSeconds(tally.Delivery),
            PerCommit = PathSpread.Of(tally.Paths.Total()),
            Health = HealthFigures.Of(glance.Health),
            Runtime = new Dictionary<string, double>
            {
                ["memoryOctets"] = GC.GetTotalMemory(forceFullCollection: false),
                ["gcPausePercent"] = collector.PauseTimePercentage,
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    private static ImmutableSortedDictionary<string, long> Octets(RunGlance glance, LinkClass link, Func<TrafficAccount, long> octets) => glance.Traffic
        .Where(account => account.Key.Link == link)
        .GroupBy(account => account.Key.Label, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(label => label.Key, label => label.Sum(octets), StringComparer.Ordinal);
}
