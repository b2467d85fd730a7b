namespace Grains.Interfaces.Contracts;

/// <summary>Counters of a run, of one silo or of all.</summary>
/// <param name="Actors">Actors that exist.</param>
/// <param name="Steps">Grain calls that stepped an actor through a quantum.</param>
/// <param name="Events">Events handled by actors.</param>
/// <param name="Deliveries">Mails delivered, one for each recipient.</param>
/// <param name="SpentMicroseconds">Virtual microseconds that actors computed.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-totals")]
public sealed record RunTotals(
    [property: Id(0)] long Actors,
    [property: Id(1)] long Steps,
    [property: Id(2)] long Events,
    [property: Id(3)] long Deliveries,
    [property: Id(4)] long SpentMicroseconds)
{
    /// <summary>Nothing yet.</summary>
    public static RunTotals Zero { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Sum, member by member.</summary>
    public RunTotals Add(RunTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Actors + other.Actors,
            Steps + other.Steps,
            Events + other.Events,
            Deliveries + other.Deliveries,
            SpentMicroseconds + other.SpentMicroseconds);
    }
}
