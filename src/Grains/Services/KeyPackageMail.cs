using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>KeyPackages come and go.</summary>
internal static class KeyPackageMail
{
    /// <summary>A shelf holds at most this many pools.</summary>
    private const uint MaxPools = 4;

    /// <summary>KeyPackages for the store.</summary>
    public static void Publish(UserState state, Turn turn, Sibling device, UserMail.Publish publish)
    {
        if (publish.Address != state.User && publish.Address != device.Name)
        {
            state.Refuse(turn, ServiceRules.WrongSender);
            return;
        }

        foreach (var octets in publish.KeyPackages)
        {
            if (!IsOfThisRun(state, octets))
            {
                state.Refuse(turn, ServiceRules.Malformed);
            }
            else
            {
                state.KeyPackages.Put(new PublishedKeyPackage(device.Name, octets, publish.Address), state.Kit.Settings.KeyPackagePool * MaxPools);
            }
        }

        state.KeyPackages.Unask(device.Name);
        AskForMore(state, turn);
    }

    /// <summary>KeyPackages out of the store.</summary>
    public static void Withdraw(UserState state, Turn turn, Sibling device, UserMail.Withdraw withdraw)
    {
        if (withdraw.Device.Length > 0 && Address.UserOf(withdraw.Device) != state.User)
        {
            state.Refuse(turn, ServiceRules.WrongSender);
            return;
        }

        state.KeyPackages.Withdraw(withdraw.Device);
        if (withdraw.Device.Length == 0)
        {
            state.KeyPackages.AskForAll(device.Name);
        }
    }

    /// <summary>Somebody wants to add this user, or one of its devices.</summary>
    public static void Take(UserState state, Turn turn, UserMail.TakeKeyPackages take)
    {
        var item = new DeviceItem.KeyPackages(take.Request, state.User, state.KeyPackages.Take(take.Device));
        if (Address.UserOf(take.Requester) == state.User)
        {
            state.Siblings.Find(take.Requester)?.Put(item, turn.Operation);
        }
        else
        {
            turn.ToDevice(take.Requester, item);
        }

        AskForMore(state, turn);
    }

    /// <summary>Asks a device that is connected to refill what runs low, once until it is done.</summary>
    public static void AskForMore(UserState state, Turn turn)
    {
        foreach (var (address, wanted) in state.KeyPackages.Low(state.Kit.Settings.RefillBelow, state.Kit.Settings.KeyPackagePool).ToList())
        {
            if (state.Siblings.Active.FirstOrDefault(device => device.IsOnline && !device.IsLeaving && Address.Reaches(address, device.Name)) is { } owner)
            {
                state.KeyPackages.Ask(address, owner.Name);
                owner.Put(new DeviceItem.LowStock(wanted), turn.Operation);
            }
        }
    }

    private static bool IsOfThisRun(UserState state, OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<KeyPackage>(octets).CipherSuite == state.Kit.Settings.Suite;
        }
        catch (MalformedException)
        {
            return false;
        }
    }
}
