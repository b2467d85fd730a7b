using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Interfaces;

/// <summary>Sees what actors let the outside see. A silo may have several, supplied by the composition root; each must keep its memory bounded.</summary>
public interface IRunObserver
{
    /// <summary>Takes one quantum's observations of this silo, ordered by time, actor and sequence. Quanta come in order, calls of one run never overlap.</summary>
    void Accept(RunKey run, ImmutableArray<Observed> observations);

    /// <summary>Forgets the run.</summary>
    void Close(RunKey run);
}
