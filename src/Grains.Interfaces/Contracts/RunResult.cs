using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>What a run leaves behind.</summary>
/// <param name="Progress">Where it ended.</param>
/// <param name="Digest">SHA-256 over the actors, in key order, of each one's emission chain: equal for equal runs.</param>
/// <param name="Accounts">What it cost.</param>
/// <param name="Observations">What each silo's observation sink has kept, in the order of the silos.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-result")]
public sealed record RunResult(
    [property: Id(0)] RunProgress Progress,
    [property: Id(1)] Octets Digest,
    [property: Id(2)] RunAccounts Accounts,
    [property: Id(3)] ImmutableArray<Octets> Observations);
