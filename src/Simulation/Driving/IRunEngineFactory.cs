using System.Collections.Immutable;

namespace Simulation.Driving;

/// <summary>Starts silos.</summary>
public interface IRunEngineFactory
{
    /// <summary>Names of the modes that can be run, in the order of reports.</summary>
    ImmutableArray<string> Modes { get; }

    /// <summary>Starts so many silos and waits until all have joined.</summary>
    /// <exception cref="Scenarios.WrongUseException">They cannot be started as asked, for example because a port is taken.</exception>
    Task<IRunEngine> StartAsync(EngineOptions options, CancellationToken stop);
}
