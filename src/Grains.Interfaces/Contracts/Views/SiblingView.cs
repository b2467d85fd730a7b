namespace Grains.Interfaces.Contracts.Views;

/// <summary>A device as its user's account service knows it.</summary>
/// <param name="Name">USER/DEVICE.</param>
/// <param name="IsOnline">Whether it is connected.</param>
/// <param name="Waiting">Items in its mailbox.</param>
/// <param name="Delivered">Items that its mailbox has handed out.</param>
[GenerateSerializer]
[Immutable]
[Alias("sibling-view")]
public sealed record SiblingView([property: Id(0)] string Name, [property: Id(1)] bool IsOnline, [property: Id(2)] int Waiting, [property: Id(3)] long Delivered);
