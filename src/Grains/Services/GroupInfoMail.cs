using Mls.Core.Framing;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Public states and GroupInfos of a group, for devices that enter it.</summary>
internal static class GroupInfoMail
{
    /// <summary>A device that joins needs the public state of an epoch.</summary>
    public static void Fetch(DeliveryState state, Turn turn, GroupMail.Fetch fetch)
    {
        if (state.Roster.Find(Address.UserOf(fetch.Device)) is null)
        {
            state.RefuseTo(turn, fetch.Device, ServiceRules.NotAMember);
        }
        else if (state.Service!.Fetch(fetch.Device, fetch.Epoch) is { } epoch)
        {
            turn.ToDevice(fetch.Device, PublicStates.Of(GroupName.Of(state.Group), epoch));
        }
        else
        {
            state.RefuseTo(turn, fetch.Device, ServiceRules.EpochGone);
        }
    }

    /// <summary>A device that has lost the group needs a signed GroupInfo.</summary>
    public static void Request(DeliveryState state, Turn turn, string device)
    {
        // A new device of a member may be about to enter without a leaf yet.
        if (state.Roster.Find(Address.UserOf(device)) is not { IsMember: true } || !state.Kit.IsDevice(device, turn.Now))
        {
            state.RefuseTo(turn, device, ServiceRules.NotAMember);
            return;
        }

        state.Requests.Open(turn, device);
        Ask(state, turn, device);
    }

    /// <summary>Asks the next member for it; where all have been asked often enough the device hears that nobody could help.</summary>
    public static void Ask(DeliveryState state, Turn turn, string device)
    {
        if (state.Requests.Next(device, state.Roster) is { } user)
        {
            GroupInfoRequests.Ask(turn, state.Group, user, device, state.Kit.Settings.GroupInfoDeadlineMilliseconds);
        }
        else
        {
            turn.ToDevice(device, new DeviceItem.Refused(GroupName.Of(state.Group), state.Service!.Epoch, ServiceRules.NoGroupInfo));
        }
    }

    /// <summary>A member supplies one.</summary>
    public static void Supply(DeliveryState state, Turn turn, GroupMail.SupplyGroupInfo supply)
    {
        if (state.Requests.Find(supply.Requester) is not { } operation)
        {
            return;
        }

        if (IsCurrent(state, supply.GroupInfo))
        {
            state.Requests.Close(turn, supply.Requester);
            var tree = state.Service!.Retained[state.Service.Epoch].Tree;
            turn.For(operation).ToDevice(supply.Requester, new DeviceItem.GroupInfoSupplied(state.Group, state.Service.Number, supply.GroupInfo, tree));
        }
        else
        {
            Ask(state, turn.For(operation), supply.Requester);
        }
    }

    private static bool IsCurrent(DeliveryState state, OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<MlsMessage>(octets) is MlsMessage.OfGroupInfo { GroupInfo: var info }
                && info.Context == state.Service!.Current.Context
                && state.Service.Current.Tree.Leaf(info.Signer) is { } signer
                && info.IsSignedBy(state.Kit.Crypto, signer.SignatureKey);
        }
        catch (MalformedException)
        {
            return false;
        }
    }
}
