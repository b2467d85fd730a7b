using Grains.Interfaces.Contracts.Views;
using Grains.Services;

namespace Grains.Views;

/// <summary>Groups as their delivery services know them.</summary>
internal static class GroupViews
{
    /// <summary>The group; <see langword="null"/> where it does not exist yet.</summary>
    public static GroupView? Of(GroupActor group) => group.State.Service is { } service
        ? new GroupView(
            group.State.Group,
            (long)service.Epoch,
            (long)service.Number,
            [.. service.Addresses.Values.Select(Address.UserOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. service.Addresses.Values],
            group.State.Requests.Count,
            (long)group.State.Refused,
            (long)group.State.Unprocessable)
        : null;

    /// <summary>Its ratchet tree.</summary>
    public static TreeView? TreeOf(GroupActor group) =>
        group.State.Service is { } service ? TreeViews.Of(group.State.Group, service.Epoch, service.Current.Tree, service.Addresses) : null;

    /// <summary>Its share of a run's health.</summary>
    public static RunHealth HealthOf(GroupActor group) =>
        group.State.Service is { } service ? new RunHealth { Groups = 1, GroupTrees = TreeHealths.Of(service.Current.Tree) } : RunHealth.None;
}
