using Grains.Interfaces.Contracts;
using Grains.Tests.Modes;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Services;

/// <summary>Random lives of a few users, everything at once; when all are back and nothing is under way, nothing is left to do.</summary>
public class ChurnTests
{
    private const int Users = 3;
    private const int Seeds = 10;

    public static TheoryData<string, int> Lives()
    {
        var lives = new TheoryData<string, int>();
        foreach (var mode in ModeWorld.Variants().Select(row => row.Data))
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                lives.Add(mode, seed);
            }
        }

        return lives;
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void When_all_are_back_and_nothing_is_under_way_nothing_is_left_to_do(string mode, int seed)
    {
        var world = Live(mode, seed, restores: false);
        for (var user = 1; user <= Users; user++)
        {
            var report = world.User($"u{user}");
            Assert.True(
                report is { OpenObligations: 0, Held: 0, Waiting: 0 },
                $"u{user}: {report.OpenObligations} obligations, {report.Held} entries held, {report.Waiting} items; {Open(world, $"u{user}")}");
        }

        foreach (var group in (string[])["g:one", "g:two"])
        {
            world.AssertAgreement(group);
        }

        Assert.Empty(world.Seen<Observation.CommitUnprocessable>());
        Assert.Empty(world.Seen<Observation.MessageFailed>());

        // A device that is being revoked may not know it yet: its Commits are refused as any stranger's.
        Assert.DoesNotContain(world.Seen<Observation.HostileRefused>(), refused => refused.Rule != "CommitCredential");
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void Restoring_every_actor_in_between_changes_nothing(string mode, int seed) =>
        Assert.Equal(Live(mode, seed, restores: false).Run.Digest, Live(mode, seed, restores: true).Run.Digest);

    private static string Open(ModeWorld world, string user)
    {
        var opened = world.Run.Observations.Where(seen => seen.Actor == ActorId.User(user)).ToList();
        var settled = opened.Select(seen => seen.What).OfType<Observation.ObligationSettled>().Select(one => (one.Kind, one.Subject)).ToHashSet();
        return string.Join(", ", opened.Select(seen => seen.What).OfType<Observation.ObligationOpened>().Where(one => !settled.Contains((one.Kind, one.Subject))));
    }

    private static ModeWorld Live(string mode, int seed, bool restores)
    {
        var world = new ModeWorld(mode, seed).Users(Users, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:one", ["u2", "u3"]));
        world.Do("u2/d2", "create-group", new TraceCommand.CreateGroup("g:two", ["u1"])).Drain();
        var chance = new Random(seed);
        var devices = Enumerable.Range(1, Users).ToDictionary(user => user, _ => new List<int> { 1, 2 });
        var made = Enumerable.Repeat(2, Users + 1).ToArray();
        for (var step = 0; step < 40; step++)
        {
            var user = chance.Next(Users) + 1;
            var device = $"u{user}/d{devices[user][chance.Next(devices[user].Count)]}";
            var group = chance.Next(2) == 0 ? "g:one" : "g:two";
            switch (chance.Next(10))
            {
                case 0 when made[user] < 5:
                    var added = ++made[user];
                    devices[user].Add(added);
                    world.Do($"u{user}/d{added}", "add-device", new TraceCommand.Start(device, "phone"));
                    break;
                case 1 when devices[user].Count > 2:
                    var removed = devices[user].First(number => $"u{user}/d{number}" != device);
                    devices[user].Remove(removed);
                    world.Do(device, "remove-device", new TraceCommand.RemoveDevice($"u{user}/d{removed}"));
                    break;
                case 2:
                    world.Do(device, "update-keys", new TraceCommand.UpdateKeys());
                    break;
                case 3:
                    world.Do(device, "go-offline", new TraceCommand.GoOffline());
                    break;
                case 4:
                    world.Do(device, "go-online", new TraceCommand.GoOnline());
                    break;
                case 5:
                    world.Do(device, "remove-user", new TraceCommand.RemoveUser("g:two", "u3"));
                    break;
                case 6:
                    world.Do(device, "add-user", new TraceCommand.AddUser("g:two", "u3"));
                    break;
                default:
                    world.Do(device, "send-message", new TraceCommand.SendMessage(group, 10));
                    break;
            }

            world.Run.Run(world.Run.Now + chance.Next(1, 2000));
            if (restores)
            {
                world.Run.RestoreAll();
            }
        }

        foreach (var (user, last) in made.Index().Skip(1))
        {
            for (var number = 1; number <= last; number++)
            {
                world.Do($"u{user}/d{number}", "go-online", new TraceCommand.GoOnline());
            }
        }

        return world.Drain();
    }
}
