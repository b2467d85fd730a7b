namespace Grains.Interfaces.Contracts;

/// <summary>A letter on its way to recipients: all of them as it leaves the actor, those of one silo as it crosses to that silo.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="To">Whom it goes to.</param>
[GenerateSerializer]
[Immutable]
[Alias("posting")]
public sealed record Posting([property: Id(0)] Letter Letter, [property: Id(1)] Recipients To);
