using System.Collections.Immutable;

namespace Simulation.Costing;

/// <summary>Performs each operation once in each mode, on warmed trees, and counts.</summary>
public interface ICostCalculator
{
    /// <summary>One row for each operation and mode.</summary>
    ImmutableArray<CostRow> Measure(CostRequest request, CancellationToken stop);
}
