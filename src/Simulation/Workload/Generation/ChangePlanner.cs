using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Draws when the population means to change. The numbers are the scenario's rates; only times and persons are chance.</summary>
internal sealed class ChangePlanner(World world, EventLog log, OnlineCalendar calendar, long seed)
{
    private readonly Scenario _scenario = world.Scenario;

    public void Plan(Agenda agenda)
    {
        ChangeRates rates = _scenario.Changes;
        int users = world.Users.Count;
        int devices = world.Users.Sum(user => user.Devices.Count);
        int groups = world.Groups.Count;
        Enter(agenda, "replacements", rates.ReplacementsPerUserAndYear * users, _ => new Intention.AddDevice(null, IsReplacement: true));
        Enter(agenda, "additions", rates.AdditionsPerUserAndYear * users, _ => new Intention.AddDevice(null, IsReplacement: false));
        Enter(agenda, "removals", rates.RemovalsPerUserAndYear * users, _ => new Intention.RemoveDevice(null, null));
        Enter(agenda, "key-updates", rates.KeyUpdatesPerDeviceAndYear * devices, _ => new Intention.UpdateKeys(null));
        Enter(agenda, "joiners", rates.JoinersPerUserAndYear * users, _ => new Intention.Join());
        Enter(agenda, "leavers", rates.LeaversPerUserAndYear * users, _ => new Intention.Leave());
        Enter(agenda, "group-adds", rates.GroupAddsPerGroupAndYear * groups, chance => new Intention.GrowGroup(AnyGroup(chance)));
        Enter(agenda, "group-removes", rates.GroupRemovesPerGroupAndYear * groups, chance => new Intention.ShrinkGroup(AnyGroup(chance)));
    }

    private DrawnGroup AnyGroup(SeededStream chance) => world.Groups[chance.NextIndex(world.Groups.Count)];

    private void Enter(Agenda agenda, string purpose, double perYear, Func<SeededStream, Intention> draw)
    {
        var chance = new SeededStream(seed, purpose);
        double expected = perYear * _scenario.Changes.Scale * _scenario.VirtualDays / VirtualTime.DaysPerYear;
        int count = (int)Math.Round(expected, MidpointRounding.AwayFromZero);
        for (var i = 0; i < count; i++)
        {
            log.Step("life", 0);
            Intention intention = draw(chance);
            while (!agenda.TryEnter(Time(chance), intention))
            {
            }
        }
    }

    /// <summary>By the hours of the day in runs of whole days; uniform in shorter ones, whose hours may all be dead.</summary>
    private long Time(SeededStream chance) => _scenario.VirtualDays < 1
        ? chance.NextBetween(0, _scenario.DurationMilliseconds)
        : (chance.NextIndex((int)Math.Ceiling(_scenario.VirtualDays)) * VirtualTime.DayMilliseconds) + calendar.TimeOfDay(chance);
}
