using Mls.MultiDevice.Obligations;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>Where devices have addresses of their own, every device of the user belongs into every group of the user, and nobody else does.</summary>
internal static class Rosters
{
    /// <summary>Settles what a group's addresses show, and raises what they lack.</summary>
    /// <param name="state">The account.</param>
    /// <param name="turn">The event.</param>
    /// <param name="subscription">The group.</param>
    /// <param name="committer">The device of this user that caused the change; empty where none did.</param>
    /// <param name="expelled">Devices that somebody else has just removed from the group: they are not brought back.</param>
    public static void Check(UserState state, Turn turn, Subscription subscription, string committer = "", IReadOnlySet<string>? expelled = null)
    {
        var group = GroupName.Of(subscription.Group);
        if (!subscription.IsMember)
        {
            state.Desk.Settle(turn, state.Desk.Board.OnGroupLeft(group));
            return;
        }

        state.Desk.Settle(turn, state.Desk.Board.OnRoster(group, subscription.Addresses));
        if (subscription.Addresses.Contains(state.User, StringComparer.Ordinal))
        {
            return;
        }

        foreach (var device in state.Siblings.Active.Where(device => !device.IsLeaving && !subscription.Reaches(device.Name) && expelled?.Contains(device.Name) is not true).ToList())
        {
            var sponsor = device.Enrollment?.Sponsor ?? committer;
            Raise(state, turn, new ObligationRequest(ObligationKind.AddDevice, ObligationCause.AddDevice, group, device.Name, 0) { Committer = sponsor });
        }

        foreach (var address in subscription.Addresses)
        {
            if (state.Siblings.Find(address) is null or { IsLeaving: true } or { IsActive: false })
            {
                Raise(state, turn, new ObligationRequest(ObligationKind.RemoveDevice, ObligationCause.RemoveDevice, group, address, 0) { Committer = committer });
            }
        }
    }

    private static void Raise(UserState state, Turn turn, ObligationRequest request) =>
        state.Desk.Raise(turn, request with { CommitterLeaf = (uint)(state.Siblings.Find(request.Committer)?.Order ?? 0) });
}
