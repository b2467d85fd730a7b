namespace Grains.Interfaces.Contracts.Runs;

/// <summary>What is wrong with an order.</summary>
/// <param name="Field">Where: "scenario", "modes", a dotted key of the scenario, or empty for the order as a whole.</param>
/// <param name="Message">What, and what is allowed.</param>
[GenerateSerializer]
[Immutable]
[Alias("order-fault")]
public sealed record OrderFault([property: Id(0)] string Field, [property: Id(1)] string Message);
