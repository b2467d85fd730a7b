using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>A user as the account service knows it.</summary>
/// <param name="Name">The user.</param>
/// <param name="Devices">Its devices in the order of enrolment.</param>
/// <param name="Groups">Groups that it is a member of.</param>
/// <param name="UserEpoch">The user group's epoch; <see langword="null"/> where there is no user group.</param>
/// <param name="Obligations">What its devices still have to do, one line each.</param>
/// <param name="KeyPackages">KeyPackages in the store.</param>
/// <param name="Exhausted">How often the store was found empty.</param>
/// <param name="Held">Entries of groups that wait for others.</param>
/// <param name="Refused">Mails refused because they break a rule.</param>
[GenerateSerializer]
[Immutable]
[Alias("user-view")]
public sealed record UserView(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<SiblingView> Devices,
    [property: Id(2)] ImmutableArray<string> Groups,
    [property: Id(3)] long? UserEpoch,
    [property: Id(4)] ImmutableArray<string> Obligations,
    [property: Id(5)] long KeyPackages,
    [property: Id(6)] long Exhausted,
    [property: Id(7)] long Held,
    [property: Id(8)] long Refused);
