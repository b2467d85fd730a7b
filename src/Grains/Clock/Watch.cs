using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Orleans.Utilities;

namespace Grains.Clock;

/// <summary>Tells those who watch a run of its barriers, a few times a second; of its health, which costs a look at many actors, more rarely.</summary>
/// <param name="offices">Where figures come from.</param>
/// <param name="watchers">Those who watch. They are told one way: nobody waits for them.</param>
/// <param name="clock">Real time.</param>
internal sealed class Watch(Offices offices, ObserverManager<IRunWatcher> watchers, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>At least so long between two looks at the run's health, and at least so many times what the last one took: looking never costs more than a small share of the run.</summary>
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(2);
    private const int HealthShare = 40;

    private long? _told;
    private long? _looked;
    private TimeSpan _rest = HealthInterval;

    /// <summary>Whether somebody watches and has not been told for a while.</summary>
    public bool IsDue => watchers.Count > 0 && (_told is not { } told || clock.GetElapsedTime(told) >= Interval);

    /// <summary>Tells all of the barrier.</summary>
    public async Task Tell(RunProgress progress)
    {
        var before = clock.GetTimestamp();
        var withHealth = _looked is not { } looked || clock.GetElapsedTime(looked) >= _rest;
        var glance = await offices.Glance(progress, withHealth);
        _told = clock.GetTimestamp();
        if (withHealth)
        {
            _looked = _told;
            var longest = clock.GetElapsedTime(before) * HealthShare;
            _rest = longest > HealthInterval ? longest : HealthInterval;
        }

        await watchers.Notify(watcher => watcher.AtBarrier(glance));
    }
}
