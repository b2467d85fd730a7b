using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Runs;

namespace Grains.Interfaces;

/// <summary>Takes orders for runs and carries them out, one after the other. Supplied by the composition root of a hosted silo; <see cref="IRunsGrain"/> is the way to it from outside.</summary>
public interface IRunsDesk
{
    /// <summary>All runs, the latest first.</summary>
    ImmutableArray<RunTicket> List();

    /// <summary>A run; <see langword="null"/> where there is none of that name.</summary>
    RunTicket? Find(string id);

    /// <summary>Takes an order, or says what is wrong with it.</summary>
    OrderAnswer Start(RunOrder order);

    /// <summary>Has a run rest at the next barrier.</summary>
    OrderAnswer Pause(string id);

    /// <summary>Lets a run that rests go on.</summary>
    OrderAnswer Resume(string id);

    /// <summary>Ends a run at the next barrier.</summary>
    OrderAnswer Stop(string id);

    /// <summary>The run of the engine that carries a mode now; <see langword="null"/> where none does.</summary>
    RunKey? KeyOf(string id, string mode);
}
