using Grains.Interfaces.Contracts.Views;
using Orleans.Concurrency;

namespace Grains.Interfaces;

/// <summary>Somebody who watches a run, in this process or behind the gateway. What it does with what it is told never holds up the run.</summary>
[Alias("run-watcher")]
public interface IRunWatcher : IGrainObserver
{
    /// <summary>The run has reached a barrier; told a few times a second, whatever the number of barriers.</summary>
    [OneWay]
    [Alias("at-barrier")]
    Task AtBarrier(RunGlance glance);
}
