using Grains.Interfaces.Contracts;

namespace Grains.Interfaces;

/// <summary>The observer that whoever watches a run is told from. At most one per silo.</summary>
public interface ILiveFigures : IRunObserver
{
    /// <summary>The run's figures so far, in an encoding of their own; called between two quanta. Small: it travels several times a second.</summary>
    Octets Glance(RunKey run);
}
