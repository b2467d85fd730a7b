using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>What the user's devices get, for the thief of one that gets it no longer. Only in runs with an attack; nobody's accounts and nobody's latencies change.</summary>
internal static class Overhearing
{
    /// <summary>A device is on its way out: from now on its thief hears what the device does not get, and what waits for it while it is offline.</summary>
    public static void Begin(UserState state, Turn turn, Sibling device)
    {
        if (device.IsOverheard || !state.Kit.Settings.Attack.Includes(device.Name))
        {
            return;
        }

        device.IsOverheard = true;
        foreach (var item in device.Items)
        {
            Send(state, turn, device, item);
        }
    }

    /// <summary>Copies an item for the thieves of devices that do not get it themselves.</summary>
    public static void Copy(UserState state, Turn turn, DeviceItem item, Predicate<Sibling> gets)
    {
        foreach (var device in state.Siblings.All.Where(device => device.IsOverheard && !gets(device)))
        {
            Send(state, turn, device, item);
        }
    }

    private static void Send(UserState state, Turn turn, Sibling device, DeviceItem item)
    {
        if (device.Overheard < state.Kit.Settings.Attack.Entries)
        {
            device.Overheard++;
            turn.Overhear(device.Name, item);
        }
    }
}
