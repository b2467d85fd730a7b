namespace Grains.Interfaces.Contracts;

/// <summary>The user-level operation that caused something; costs are accounted to it.</summary>
/// <param name="Id">Number in the trace, from 1; 0 stands for no operation.</param>
/// <param name="Name">Bounded set of names, such as "add-device"; aggregates are kept per name.</param>
/// <param name="Phase">Set-up or measured.</param>
[GenerateSerializer]
[Immutable]
[Alias("operation")]
public sealed record Operation([property: Id(0)] long Id, [property: Id(1)] string Name, [property: Id(2)] Phase Phase)
{
    /// <summary>No operation.</summary>
    public static Operation None { get; } = new(0, "none", Phase.Setup);
}
