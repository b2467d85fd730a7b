using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Users write messages while they are connected.</summary>
internal sealed class Writing(World world, EventLog log, Agenda agenda, Presence presence, SeededStream chance)
{
    /// <summary>Spreads a user's messages of a day over its sessions of that day.</summary>
    public void PlanDay(UserState user, List<(DeviceState Device, long Start, long End)> sessions, double factor)
    {
        int count = chance.NextPoisson(world.Scenario.Messages.PerUserAndDay * factor);
        if (sessions.Count == 0)
        {
            return;
        }

        double[] lengths = [.. sessions.Select(session => (double)(session.End - session.Start))];
        for (var i = 0; i < count; i++)
        {
            (DeviceState device, long start, long end) = sessions[chance.NextWeighted(lengths)];
            agenda.TryEnter(chance.NextBetween(start, end), new Intention.Send(user, device));
        }
    }

    /// <summary>False when it has become impossible.</summary>
    public bool Send(Intention.Send intention, long now)
    {
        UserState user = intention.User;
        if (user.Left || ChooseGroup(user, now) is not { } group)
        {
            return false;
        }

        DeviceState? by = Presence.IsReady(intention.Device, now) ? intention.Device : presence.AnyOnline(user, now);
        if (by is null)
        {
            Presence.Await(user, intention);
            return true;
        }

        log.Add(now, new TraceAction.SendMessage(group.Name, by.Name, Length()));
        return true;
    }

    private DrawnGroup? ChooseGroup(UserState user, long now)
    {
        List<DrawnGroup> open =
            [.. user.Groups.Where(entry => entry.Group.Members.Count > 1 && now - entry.Since >= Presence.Settling).Select(entry => entry.Group)];
        List<IGrouping<GroupKind, DrawnGroup>> kinds = [.. open.Where(group => group.Kind.MessageWeight > 0).GroupBy(group => group.Kind)];
        if (kinds.Count == 0)
        {
            return null;
        }

        List<DrawnGroup> groups = [.. kinds[chance.NextWeighted([.. kinds.Select(kind => kind.Key.MessageWeight)])]];
        return groups[chance.NextZipf(groups.Count, groups[0].Kind.Zipf)];
    }

    private int Length()
    {
        MessageTraffic traffic = world.Scenario.Messages;
        return (int)Math.Clamp(Math.Round(chance.NextLogNormal(traffic.MedianOctets, traffic.Sigma)), 1, traffic.MaximumOctets);
    }
}
