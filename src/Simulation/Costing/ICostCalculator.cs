using System.Collections.Immutable;

namespace Simulation.Costing;

/// <summary>Performs each operation once in each mode, on warmed trees, and counts.</summary>
public interface ICostCalculator
{
    /// <summary>One row for each operation and mode.</summary>
    /// <param name="request">The population.</param>
    /// <param name="progress">Told at each step.</param>
    /// <param name="stop">Ends it within a second or so.</param>
    ImmutableArray<CostRow> Measure(CostRequest request, IProgress<CostStatus> progress, CancellationToken stop);
}
