using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts.Runs;

namespace Grains;

/// <summary>The way to the silo's <see cref="IRunsDesk"/> from outside.</summary>
public sealed class RunsGrain(IRunsDesk desk) : Grain, IRunsGrain
{
    /// <inheritdoc/>
    public Task<ImmutableArray<RunTicket>> List() => Task.FromResult(desk.List());

    /// <inheritdoc/>
    public Task<RunTicket?> Find(string id) => Task.FromResult(desk.Find(id));

    /// <inheritdoc/>
    public Task<OrderAnswer> Start(RunOrder order) => Task.FromResult(desk.Start(order));

    /// <inheritdoc/>
    public Task<OrderAnswer> Pause(string id) => Task.FromResult(desk.Pause(id));

    /// <inheritdoc/>
    public Task<OrderAnswer> Resume(string id) => Task.FromResult(desk.Resume(id));

    /// <inheritdoc/>
    public Task<OrderAnswer> Stop(string id) => Task.FromResult(desk.Stop(id));

    /// <inheritdoc/>
    public Task<string?> ClockOf(string id, string mode) => Task.FromResult(desk.KeyOf(id, mode)?.Text);
}
