namespace Grains.Interfaces.Contracts;

/// <summary>How one silo stands with one quantum.</summary>
[GenerateSerializer]
[Immutable]
[Alias("quantum-result")]
public sealed record QuantumResult
{
    /// <summary>Whether all its actors have been stepped and all its mail has been taken; if not, ask again.</summary>
    [Id(0)]
    public required bool Done { get; init; }

    /// <summary>Virtual milliseconds of what is due first, on this silo or in the mail it has handed to others.</summary>
    [Id(1)]
    public long? NextDue { get; init; }

    /// <summary>Totals of this silo since the run was opened.</summary>
    [Id(2)]
    public RunTotals Totals { get; init; } = RunTotals.Zero;

    /// <summary>Why the run must end.</summary>
    [Id(3)]
    public EngineFault? Fault { get; init; }
}
