using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;

namespace Grains.Interfaces;

/// <summary>The runs of a hosted silo: whoever connects to its gateway can ask for one and follow it. Its key is 0.</summary>
[Alias("runs-grain")]
public interface IRunsGrain : IGrainWithIntegerKey
{
    /// <summary>All runs, the latest first.</summary>
    [Alias("list")]
    Task<ImmutableArray<RunTicket>> List();

    /// <summary>A run; <see langword="null"/> where there is none of that name.</summary>
    [Alias("find")]
    Task<RunTicket?> Find(string id);

    /// <summary>Asks for a run. Nothing is started where the order is not well.</summary>
    [Alias("start")]
    Task<OrderAnswer> Start(RunOrder order);

    /// <summary>Has a run rest at the next barrier.</summary>
    [Alias("pause")]
    Task<OrderAnswer> Pause(string id);

    /// <summary>Lets a run that rests go on.</summary>
    [Alias("resume")]
    Task<OrderAnswer> Resume(string id);

    /// <summary>Ends a run at the next barrier; what it has is kept, marked as partial.</summary>
    [Alias("stop")]
    Task<OrderAnswer> Stop(string id);

    /// <summary>The key of the clock of a run in a mode, for <see cref="IClockGrain"/>; <see langword="null"/> where its actors do not live.</summary>
    [Alias("clock-of")]
    Task<string?> ClockOf(string id, string mode);
}
