using Grains.Interfaces.Contracts;

namespace Grains.Interfaces;

/// <summary>The observer that a run's result is taken from. One per silo.</summary>
public interface IObservationSink : IRunObserver
{
    /// <summary>What has been kept of the run, in an encoding of the sink's own.</summary>
    Octets Collect(RunKey run);
}
