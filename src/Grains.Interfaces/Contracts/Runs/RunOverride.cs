namespace Grains.Interfaces.Contracts.Runs;

/// <summary>A value of a scenario that is to be another one.</summary>
/// <param name="Key">Dotted key, such as "population.users".</param>
/// <param name="Value">JSON, or plain text.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-override")]
public sealed record RunOverride([property: Id(0)] string Key, [property: Id(1)] string Value);
