using System.Collections.Immutable;
using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Users come and go, and are added to groups and removed from them.</summary>
internal sealed class Memberships(World world, EventLog log, Agenda agenda, Presence presence, SeededStream chance)
{
    private const long LongestDelay = 30 * VirtualTime.MinuteMilliseconds;
    private const long Retry = 10 * VirtualTime.MinuteMilliseconds;
    private const int MostAttempts = 200;

    /// <summary>A new user, who is then added to all groups of a random one.</summary>
    public bool Join(long now)
    {
        if (world.AnyUser(chance, user => !user.Left && user.Groups.Count > 0) is not { } colleague)
        {
            return false;
        }

        ImmutableArray<Weighted<int>> law = world.Scenario.Population.DevicesPerUser;
        int devices = law[chance.NextWeighted([.. law.Select(weighted => weighted.Weight)])].Value;
        log.Add(now, world.Register(devices, now));
        UserState joiner = world.Users[^1];
        joiner.Devices.ForEach(device => presence.Begin(device, now));
        foreach (var (group, _) in colleague.Groups)
        {
            agenda.PutOff(now + Delay(), new Intention.AddToGroup(group, joiner, 0));
        }

        return true;
    }

    /// <summary>A user stops, and is then removed from all groups.</summary>
    public bool Leave(long now)
    {
        if (world.Users.Count(other => !other.Left) <= 2 || world.AnyUser(chance, other => !other.Left) is not { } user)
        {
            return false;
        }

        user.Left = true;
        foreach (var (group, _) in user.Groups)
        {
            agenda.PutOff(now + Delay(), new Intention.RemoveFromGroup(group, user, 0));
        }

        return true;
    }

    /// <summary>Somebody who is not in a group is added to it.</summary>
    public bool Grow(DrawnGroup group, long now)
    {
        UserState? newcomer = world.AnyUser(chance, user => !user.Left && !group.Members.Contains(user));
        return newcomer is not null && Add(new Intention.AddToGroup(group, newcomer, 0), now);
    }

    /// <summary>Somebody is removed from a group of more than two.</summary>
    public bool Shrink(DrawnGroup group, long now)
    {
        UserState member = group.Members[chance.NextIndex(group.Members.Count)];
        return group.Members.Count > 2 && !member.Left && Remove(new Intention.RemoveFromGroup(group, member, 0), now);
    }

    /// <summary>False when it has become impossible.</summary>
    public bool Add(Intention.AddToGroup intention, long now)
    {
        (DrawnGroup group, UserState user, int attempt) = intention;
        if (user.Left || group.Members.Contains(user) || attempt > MostAttempts)
        {
            return false;
        }

        if (presence.AnyMember(group, now) is not { } by)
        {
            agenda.PutOff(now + Retry, intention with { Attempt = attempt + 1 });
            return true;
        }

        log.Add(now, new TraceAction.AddUser(group.Name, by.Name, user.Name));
        group.Enter(user, now);
        return true;
    }

    /// <summary>False when it has become impossible.</summary>
    public bool Remove(Intention.RemoveFromGroup intention, long now)
    {
        (DrawnGroup group, UserState user, int attempt) = intention;
        if (!group.Members.Contains(user) || group.Members.Count < 2 || attempt > MostAttempts)
        {
            return false;
        }

        if (presence.AnyMember(group, now, user) is not { } by)
        {
            agenda.PutOff(now + Retry, intention with { Attempt = attempt + 1 });
            return true;
        }

        log.Add(now, new TraceAction.RemoveUser(group.Name, by.Name, user.Name));
        group.Exit(user);
        return true;
    }

    private long Delay() => chance.NextBetween(Presence.Settling, LongestDelay);
}
