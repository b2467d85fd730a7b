using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Interfaces;

/// <summary>Takes what actors let the outside see. One per silo, supplied by the composition root; must keep its memory bounded.</summary>
public interface IObservationSink
{
    /// <summary>Takes one quantum's observations of this silo, ordered by time, actor and sequence. Quanta come in order, calls of one run never overlap.</summary>
    void Accept(RunKey run, ImmutableArray<Observed> observations);

    /// <summary>What has been kept of the run, in an encoding of the sink's own.</summary>
    Octets Collect(RunKey run);

    /// <summary>Forgets the run.</summary>
    void Close(RunKey run);
}
