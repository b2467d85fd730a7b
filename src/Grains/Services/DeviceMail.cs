using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Devices come, connect and disconnect.</summary>
internal static class DeviceMail
{
    /// <summary>A device of the user exists. Whoever enrols is connected.</summary>
    public static void Enroll(UserState state, Turn turn, Sibling device, long sequence, UserMail.Enroll enroll)
    {
        if (device.Order != 0)
        {
            state.Refuse(turn, ServiceRules.UnexpectedMail);
            return;
        }

        state.Siblings.Enroll(device.Name);
        device.IsActive = true;
        Presence(state, turn, device, sequence, isOnline: true);
    }

    /// <summary>A device connects or disconnects.</summary>
    public static void Presence(UserState state, Turn turn, Sibling device, long sequence, bool isOnline)
    {
        if (!device.Connect(isOnline, sequence, turn.Now))
        {
            return;
        }

        if (!isOnline)
        {
            state.KeyPackages.Unask(device.Name);
        }

        KeyPackageMail.AskForMore(state, turn);
    }
}
