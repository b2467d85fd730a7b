using Grains.Interfaces.Contracts;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>What becomes of the KeyPackages in store when devices come, and whose stock they are.</summary>
public sealed class KeyPackageStockTests
{
    private const string Group = "g:one";

    [Fact]
    public void After_an_Add_the_KeyPackages_stay()
    {
        var world = new ModeWorld("tree-root").Users(1, 1);

        world.Do("u1/d2", "add-device", new TraceCommand.Start("u1/d1", "phone")).Drain();

        Assert.Equal(0, Published(world, LinkClass.ServiceToService) + Measured(world, "publish-key-packages"));
        Assert.Equal(10UL, world.User("u1").KeyPackages);
        world.AssertHealthy();
    }

    [Fact]
    public void Where_the_scenario_says_so_they_are_replaced()
    {
        var world = new ModeWorld("tree-root", with: settings => settings with { RenewAfterAdd = true }).Users(1, 1);
        var before = Measured(world, "publish-key-packages");

        world.Do("u1/d2", "add-device", new TraceCommand.Start("u1/d1", "phone")).Drain();

        Assert.True(Measured(world, "publish-key-packages") > before);
        Assert.Equal(10UL, world.User("u1").KeyPackages);
        world.AssertHealthy();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_lacks_the_keys_of_an_old_KeyPackage_is_let_in_by_a_sibling_and_no_other_group_is_rotated(bool sponsorIsAway)
    {
        var world = new ModeWorld("tree-root").Users(3, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u3/d1", "create-group", new TraceCommand.CreateGroup("g:other", ["u2"])).Drain();
        foreach (var device in (string[])["u3/d2", "u3/d3"])
        {
            world.Do(device, "add-device", new TraceCommand.Start("u3/d1", "phone")).Drain();
        }

        var others = Commits(world, "g:other");
        if (sponsorIsAway)
        {
            world.Do("u3/d1", "go-offline", new TraceCommand.GoOffline()).Drain();
        }

        world.Do("u1/d1", "add-user", new TraceCommand.AddUser(Group, "u3")).Drain();
        if (sponsorIsAway)
        {
            // Nobody who is connected has the keys: the others enter by themselves, and the sponsor follows when it is back.
            world.Do("u3/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
            world.Do("u3/d1", "go-online", new TraceCommand.GoOnline()).Drain();
        }
        else
        {
            // The rotation that an old leaf calls for anyhow is the one by which the siblings come in.
            Assert.Equal(2, Commits(world, Group) - 1);
            Assert.Equal(others, Commits(world, "g:other"));
        }

        Assert.Equal(5, world.AssertAgreement(Group));
        world.Do("u3/d3", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Empty(world.Seen<Observation.MessageFailed>());
        Assert.Empty(world.Seen<Observation.CommitUnprocessable>());
        Assert.Equal(sponsorIsAway ? 8 : 4, world.Seen<Observation.MessageOpened>().Count());
    }

    [Theory]
    [InlineData(false, 10, 10, 10)]
    [InlineData(true, 10, 5, 4)]
    public void The_devices_of_a_user_have_a_pool_each_or_share_one(bool perUser, int first, int second, int third)
    {
        var world = new ModeWorld("multi-client", with: settings => settings with { StockPerUser = perUser }).Users(1, 3);

        Assert.Equal((ulong)(first + second + third), world.User("u1").KeyPackages);
        world.AssertHealthy();
    }

    [Fact]
    public void A_shared_pool_is_refilled_to_each_clients_share()
    {
        var settings = new ActorRunSettings { Mode = "any", Suite = Mls.Core.Crypto.CipherSuite.X25519Aes128Sha256Ed25519 };

        Assert.Equal((10u, 10u), (settings.Share(10, 1), settings.Share(10, 3)));
        settings = settings with { StockPerUser = true };
        Assert.Equal((10u, 4u, 1u), (settings.Share(10, 1), settings.Share(10, 3), settings.Share(10, 40)));
    }

    private static int Commits(ModeWorld world, string group) => world.Run.Observations.Count(seen => seen.Actor == ActorId.Group(group) && seen.What is Observation.CommitAccepted);

    /// <summary>Octets that devices have published after the first KeyPackages of each.</summary>
    private static long Measured(ModeWorld world, string operation) => world.Run.Sent
        .Where(posting => posting.Letter.Operation.Name == operation && posting.Letter.Operation.Id > 1)
        .Sum(posting => (long)posting.Letter.Body.Length);

    private static long Published(ModeWorld world, LinkClass link) =>
        world.Run.Traffic.Where(account => account.Key.Operation == "publish-key-packages" && account.Key.Link == link).Sum(account => account.SentOctets);
}
