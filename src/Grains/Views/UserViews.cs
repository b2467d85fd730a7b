using Grains.Interfaces.Contracts.Views;
using Grains.Services;
using Mls.MultiDevice.Obligations;

namespace Grains.Views;

/// <summary>Users as their account services know them.</summary>
internal static class UserViews
{
    /// <summary>The user; <see langword="null"/> where no device has enrolled.</summary>
    public static UserView? Of(UserState state) => state.Siblings.All.Count == 0
        ? null
        : new UserView(
            state.User,
            [.. state.Siblings.Active.Select(device => new SiblingView(device.Name, device.IsOnline, device.Waiting, (long)device.NextItem - 1))],
            [.. state.Groups.Values.Where(group => group.IsMember).Select(group => group.Group)],
            (long?)state.UserGroup?.Epoch,
            [.. state.Desk.Board.Open.Select(Line)],
            state.KeyPackages.Count,
            (long)state.KeyPackages.Exhausted,
            state.Groups.Values.Sum(group => group.Held),
            (long)state.Refused);

    /// <summary>The ratchet tree of the user group.</summary>
    public static TreeView? TreeOf(UserState state) => state.UserGroup is { Service: var service }
        ? TreeViews.Of(state.UserGroupName, service.Epoch, service.Current.Tree, service.Addresses)
        : null;

    /// <summary>The user's share of a run's health.</summary>
    public static RunHealth HealthOf(UserState state)
    {
        var devices = state.Siblings.Active.ToList();
        return devices.Count == 0
            ? RunHealth.None
            : new RunHealth
            {
                Users = 1,
                UsersSeen = 1,
                UserTrees = state.UserGroup is { } group ? TreeHealths.Of(group.Service.Current.Tree) : TreeHealth.None,
                Devices = devices.Count,
                DevicesOnline = devices.Count(device => device.IsOnline),
                Queued = devices.Sum(device => device.Waiting),
                KeyPackages = state.KeyPackages.Count,
                KeyPackagesExhausted = (long)state.KeyPackages.Exhausted,
                Obligations = state.Desk.Board.Open.Count,
            };
    }

    private static string Line(Obligation one) => string.Join(' ', new[]
    {
        one.Kind.ToString(), one.Group.Text, one.Subject, one.Assignee.Length == 0 ? "(nobody)" : $"by {one.Assignee}",
    }.Where(word => word.Length > 0));
}
