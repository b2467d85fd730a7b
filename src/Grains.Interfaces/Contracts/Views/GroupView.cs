using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>A group as its delivery service knows it.</summary>
/// <param name="Name">The group's actor name.</param>
/// <param name="Epoch">The present epoch.</param>
/// <param name="LogPosition">Number of the last entry of the log.</param>
/// <param name="Users">Users that are members.</param>
/// <param name="Leaves">Delivery addresses by leaf, in the order of the leaves: devices, or users where a user is one leaf.</param>
/// <param name="OpenRequests">GroupInfo requests that nobody has answered.</param>
/// <param name="Refused">Mails refused because they break a rule.</param>
/// <param name="Unprocessable">Reports that an accepted Commit cannot be processed.</param>
[GenerateSerializer]
[Immutable]
[Alias("group-view")]
public sealed record GroupView(
    [property: Id(0)] string Name,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long LogPosition,
    [property: Id(3)] ImmutableArray<string> Users,
    [property: Id(4)] ImmutableArray<string> Leaves,
    [property: Id(5)] int OpenRequests,
    [property: Id(6)] long Refused,
    [property: Id(7)] long Unprocessable);
