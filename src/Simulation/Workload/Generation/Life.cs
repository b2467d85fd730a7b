using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Draws the measured phase: takes intentions in the order of time and turns those that are possible into events.</summary>
internal sealed class Life
{
    private readonly World _world;
    private readonly EventLog _log;
    private readonly Agenda _agenda;
    private readonly OnlineCalendar _calendar;
    private readonly Presence _presence;
    private readonly DeviceChanges _devices;
    private readonly Memberships _memberships;
    private readonly Writing _writing;

    public Life(World world, EventLog log, long seed)
    {
        _world = world;
        _log = log;
        _agenda = new Agenda(world.Scenario.DurationMilliseconds);
        _calendar = new OnlineCalendar(world.Scenario, seed);
        _presence = new Presence(world, log, _agenda, _calendar, new SeededStream(seed, "presence"));
        _devices = new DeviceChanges(world, log, _agenda, _presence, new SeededStream(seed, "device-changes"));
        _memberships = new Memberships(world, log, _agenda, _presence, new SeededStream(seed, "memberships"));
        _writing = new Writing(world, log, _agenda, _presence, new SeededStream(seed, "writing"));
        new ChangePlanner(world, log, _calendar, seed).Plan(_agenda);
    }

    /// <summary>Draws everything up to the end of the phase. Gives the number of intentions that came to nothing.</summary>
    public int Draw()
    {
        _agenda.TryEnter(0, new Intention.StartDay(0));
        foreach (var device in _world.Users.SelectMany(user => user.Devices))
        {
            // Everybody is connected after the set-up; a moment later only those who have a session now.
            _agenda.TryEnter(1, new Intention.EndSession(device));
        }

        var impossible = 0;
        while (_agenda.TryTake(out Intention intention, out long now))
        {
            _log.Step("life", now);
            if (!Attempt(intention, now))
            {
                impossible++;
            }
        }

        return impossible + _agenda.Refused + _world.Users.Sum(user => user.Waiting.Count);
    }

    private bool Attempt(Intention intention, long now) => intention switch
    {
        Intention.StartDay(var day) => StartDay(day, now),
        Intention.StartSession(var device, var end) => _presence.Start(device, end, now),
        Intention.EndSession(var device) => _presence.End(device, now),
        Intention.Send send => _writing.Send(send, now),
        Intention.AddDevice add => _devices.Add(add, now),
        Intention.RemoveDevice remove => _devices.Remove(remove, now),
        Intention.UpdateKeys update => _devices.UpdateKeys(update, now),
        Intention.Join => _memberships.Join(now),
        Intention.Leave => _memberships.Leave(now),
        Intention.GrowGroup(var group) => _memberships.Grow(group, now),
        Intention.ShrinkGroup(var group) => _memberships.Shrink(group, now),
        Intention.AddToGroup add => _memberships.Add(add, now),
        Intention.RemoveFromGroup remove => _memberships.Remove(remove, now),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private bool StartDay(int day, long now)
    {
        foreach (var user in _world.Users.Where(user => !user.Left))
        {
            _log.Step("life", now);
            var sessions = new List<(DeviceState Device, long Start, long End)>();
            foreach (var device in user.Devices)
            {
                foreach (var (start, end) in _presence.EnterDay(device, day, now))
                {
                    sessions.Add((device, start, end));
                }
            }

            _writing.PlanDay(user, sessions, _calendar.DayFactor(day));
        }

        long next = (day + 1) * VirtualTime.DayMilliseconds;
        if (next < _world.Scenario.DurationMilliseconds)
        {
            _agenda.TryEnter(next, new Intention.StartDay(day + 1));
        }

        return true;
    }
}
