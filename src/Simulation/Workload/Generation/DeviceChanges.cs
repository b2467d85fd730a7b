using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Users get and lose devices, and devices replace their keys.</summary>
internal sealed class DeviceChanges(World world, EventLog log, Agenda agenda, Presence presence, SeededStream chance)
{
    /// <summary>False when it has become impossible.</summary>
    public bool Add(Intention.AddDevice intention, long now)
    {
        bool CanGrow(UserState user) => !user.Left && user.Devices.Count < world.Scenario.Population.DeviceCap;
        if ((intention.User ?? world.AnyUser(chance, CanGrow)) is not { } user || !CanGrow(user))
        {
            return false;
        }

        if (presence.AnyOnline(user, now) is not { } by)
        {
            Presence.Await(user, intention with { User = user });
            return true;
        }

        DeviceState? old = intention.IsReplacement ? Worn(user) : null;
        DeviceState added = world.NewDevice(user, now, old?.Class);
        log.Add(now, new TraceAction.AddDevice(added.Name, added.Class, by.Name));
        presence.Begin(added, now);
        presence.StayWith(by, added);
        if (old is not null)
        {
            agenda.PutOff(now + world.Scenario.Policies.LeafPlacement.RemoveAfter(world.Scenario.Changes), new Intention.RemoveDevice(user, old));
        }

        return true;
    }

    /// <summary>False when it has become impossible.</summary>
    public bool Remove(Intention.RemoveDevice intention, long now)
    {
        static bool CanShrink(UserState user) => !user.Left && user.Devices.Count > 1;
        if ((intention.User ?? world.AnyUser(chance, CanShrink)) is not { } user || !CanShrink(user) || intention.Device is { Removed: true })
        {
            return false;
        }

        DeviceState victim = intention.Device ?? user.Devices[chance.NextIndex(user.Devices.Count)];
        if (presence.AnyOnline(user, now, victim) is not { } by)
        {
            Presence.Await(user, new Intention.RemoveDevice(user, victim));
            return true;
        }

        victim.Removed = true;
        user.Devices.Remove(victim);
        log.Add(now, new TraceAction.RemoveDevice(victim.Name, by.Name));
        return true;
    }

    /// <summary>False when it has become impossible.</summary>
    public bool UpdateKeys(Intention.UpdateKeys intention, long now)
    {
        static bool CanUpdate(UserState user) => !user.Left && user.Groups.Count > 0;
        if ((intention.User ?? world.AnyUser(chance, CanUpdate)) is not { } user || !CanUpdate(user))
        {
            return false;
        }

        if (presence.AnyOnline(user, now) is not { } by)
        {
            Presence.Await(user, new Intention.UpdateKeys(user));
            return true;
        }

        log.Add(now, new TraceAction.UpdateKeys(by.Name));
        return true;
    }

    /// <summary>The device that is replaced: the oldest of the class that everybody starts with, else the oldest.</summary>
    private DeviceState Worn(UserState user) =>
        user.Devices.Find(device => device.Class == world.Scenario.Population.FirstDevice) ?? user.Devices[0];
}
