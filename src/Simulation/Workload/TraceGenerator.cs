using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Scenarios;
using Simulation.Workload.Generation;

namespace Simulation.Workload;

/// <summary>Draws the trace of a scenario: a pure function of scenario and seed, without a notion of modes.</summary>
public static class TraceGenerator
{
    private const long BetweenCreations = 50;

    /// <summary>The whole trace: users, groups, warm-up, life, and a cool-down in which everybody connects.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Everything random derives from it.</param>
    /// <param name="progress">Told now and then how far the drawing is.</param>
    /// <param name="stop">Ends it; nothing is given.</param>
    public static Trace Generate(Scenario scenario, long seed, IProgress<GenerationStatus>? progress = null, CancellationToken stop = default)
    {
        var world = new World(scenario, seed);
        var log = new EventLog(progress, stop);
        Register(world, log, seed);
        CreateGroups(world, log, seed);
        WarmUp(world, log);
        int unplaced = new Life(world, log, seed).Draw();
        log.EndStage("life", Phase.Measured, scenario.DurationMilliseconds);
        CoolDown(world, log);
        return new Trace(seed, log.Stages, unplaced);
    }

    private static void Register(World world, EventLog log, long seed)
    {
        Population population = world.Scenario.Population;
        foreach (var devices in Quota.Deal(population.DevicesPerUser, population.Users, new SeededStream(seed, "devices-per-user")))
        {
            log.Step("register", 0);
            log.Add(0, world.Register(devices, -VirtualTime.DayMilliseconds));
        }

        log.EndStage("register", Phase.Setup, 0);
    }

    private static void CreateGroups(World world, EventLog log, long seed)
    {
        foreach (var kind in world.Scenario.Groups)
        {
            int count = kind.Members.CountFor(world.Users.Count);
            var number = 0;
            foreach (var members in GroupPlanner.Members(kind, world.Users.Count, seed))
            {
                var group = new DrawnGroup(ConversationName.Of(kind.Kind, ++number, count), kind);
                foreach (var member in members)
                {
                    log.Step("create-groups", 0);
                    group.Enter(world.Users[member], -VirtualTime.DayMilliseconds);
                }

                ImmutableArray<UserName> names = [.. group.Members.Select(user => user.Name)];
                log.Add(world.Groups.Count * BetweenCreations, new TraceAction.CreateGroup(group.Name, group.Members[0].Devices[0].Name, names));
                world.Groups.Add(group);
            }
        }

        log.EndStage("create-groups", Phase.Setup, 0);
    }

    private static void WarmUp(World world, EventLog log)
    {
        WarmUp warmUp = world.Scenario.WarmUp;
        List<DeviceState> devices = [.. world.Users.SelectMany(user => user.Devices)];
        int count = (int)Math.Ceiling(warmUp.Share * devices.Count);
        for (var i = 0; i < count; i++)
        {
            log.Step("warm-up", 0);
            log.Add((long)(i * warmUp.GapSeconds * VirtualTime.SecondMilliseconds), new TraceAction.UpdateKeys(devices[i].Name));
        }

        log.EndStage("warm-up", warmUp.Measured ? Phase.Measured : Phase.Setup, 0);
    }

    /// <summary>All devices that are still somebody's connect, so that nothing stays unread.</summary>
    private static void CoolDown(World world, EventLog log)
    {
        foreach (var device in world.Users.SelectMany(user => user.Devices).Where(device => !device.Online))
        {
            log.Add(0, new TraceAction.GoOnline(device.Name));
        }

        log.EndStage("cool-down", Phase.Measured, 0);
    }
}
