using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Who is connected, and what waits for somebody to connect.</summary>
internal sealed class Presence(World world, EventLog log, Agenda agenda, OnlineCalendar calendar, SeededStream chance)
{
    /// <summary>A device or member acts on its own only so long after it came in.</summary>
    public const long Settling = VirtualTime.MinuteMilliseconds;

    private const int Attempts = 40;

    /// <summary>Enters a device's sessions of a day that start from now on.</summary>
    public List<(long Start, long End)> EnterDay(DeviceState device, int day, long now)
    {
        List<(long Start, long End)> sessions = [.. calendar.Sessions(device, day).Where(session => session.Start >= now && session.Start < agenda.End)];
        foreach (var (start, end) in sessions)
        {
            agenda.TryEnter(start, new Intention.StartSession(device, end));
        }

        return sessions;
    }

    /// <summary>The first session of a device that came into being online.</summary>
    public void Begin(DeviceState device, long now)
    {
        device.OnlineUntil = now + (long)(world.Scenario.Online.FirstSessionMinutes * VirtualTime.MinuteMilliseconds);
        agenda.TryEnter(device.OnlineUntil, new Intention.EndSession(device));
        EnterDay(device, (int)(now / VirtualTime.DayMilliseconds), now + 1);
    }

    /// <summary>A device that brings in another one stays connected as long as that one's first session: somebody has both at hand.</summary>
    public void StayWith(DeviceState device, DeviceState added)
    {
        device.OnlineUntil = Math.Max(device.OnlineUntil, added.OnlineUntil);
        agenda.TryEnter(device.OnlineUntil, new Intention.EndSession(device));
    }

    public bool Start(DeviceState device, long end, long now)
    {
        if (device.Removed || device.User.Left)
        {
            return true;
        }

        device.OnlineUntil = Math.Max(device.OnlineUntil, end);
        agenda.TryEnter(end, new Intention.EndSession(device));
        if (!device.Online)
        {
            device.Online = true;
            log.Add(now, new TraceAction.GoOnline(device.Name));
            Wake(device, now);
        }

        return true;
    }

    public bool End(DeviceState device, long now)
    {
        if (device.Online && device.OnlineUntil <= now)
        {
            device.Online = false;
            log.Add(now, new TraceAction.GoOffline(device.Name));
        }

        return true;
    }

    /// <summary>A connected, settled device of a user, other than one; null when there is none now.</summary>
    public DeviceState? AnyOnline(UserState user, long now, DeviceState? except = null)
    {
        List<DeviceState> online = [.. user.Devices.Where(device => IsReady(device, now) && !ReferenceEquals(device, except))];
        return online.Count == 0 ? null : online[chance.NextIndex(online.Count)];
    }

    /// <summary>A connected device of a settled member of a group, other than one; null when chance finds none.</summary>
    public DeviceState? AnyMember(DrawnGroup group, long now, UserState? except = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            UserState member = group.Members[chance.NextIndex(group.Members.Count)];
            if (!member.Left && !ReferenceEquals(member, except) && IsSettled(group, member, now) && AnyOnline(member, now) is { } device)
            {
                return device;
            }
        }

        return null;
    }

    public static bool IsReady(DeviceState device, long now) => device.Online && !device.Removed && now - device.Since >= Settling;

    /// <summary>Keeps an intention until a device of the user connects.</summary>
    public static void Await(UserState user, Intention intention) => user.Waiting.Add(intention);

    private static bool IsSettled(DrawnGroup group, UserState member, long now) =>
        member.Groups.Exists(entry => ReferenceEquals(entry.Group, group) && now - entry.Since >= Settling);

    private void Wake(DeviceState device, long now)
    {
        foreach (var waiting in device.User.Waiting)
        {
            long session = Math.Min(device.OnlineUntil - now, 20 * VirtualTime.SecondMilliseconds);
            agenda.PutOff(now + chance.NextBetween(session / 4, session), waiting);
        }

        device.User.Waiting.Clear();
    }
}
