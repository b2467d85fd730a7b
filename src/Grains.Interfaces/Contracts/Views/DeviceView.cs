using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>A device without its secrets.</summary>
/// <param name="Name">USER/DEVICE.</param>
/// <param name="Class">What computing costs on it, such as "phone"; empty before it is started.</param>
/// <param name="IsActive">Whether it belongs to its user.</param>
/// <param name="IsOnline">Whether it is connected.</param>
/// <param name="NextItem">Cursor: number of the next item of its mailbox.</param>
/// <param name="Jobs">Operations under way.</param>
/// <param name="Groups">Its groups, the user group among them.</param>
[GenerateSerializer]
[Immutable]
[Alias("device-view")]
public sealed record DeviceView(
    [property: Id(0)] string Name,
    [property: Id(1)] string Class,
    [property: Id(2)] bool IsActive,
    [property: Id(3)] bool IsOnline,
    [property: Id(4)] long NextItem,
    [property: Id(5)] int Jobs,
    [property: Id(6)] ImmutableArray<MembershipView> Groups);
