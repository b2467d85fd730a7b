using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>A device's part in a group.</summary>
/// <param name="Group">The group's actor name; "user:NAME" for the user group.</param>
/// <param name="Epoch">The epoch that the device is in.</param>
/// <param name="JoinEpoch">The epoch in which it joined.</param>
/// <param name="Leaf">Its leaf, or its user's.</param>
/// <param name="Held">Entries held back until something else is known.</param>
/// <param name="HeldKeys">Nodes, by their place in the array form, of which it holds the private key. The keys are not here.</param>
[GenerateSerializer]
[Immutable]
[Alias("membership-view")]
public sealed record MembershipView(
    [property: Id(0)] string Group,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long JoinEpoch,
    [property: Id(3)] int Leaf,
    [property: Id(4)] int Held,
    [property: Id(5)] ImmutableArray<int> HeldKeys);
