using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Mls.Crypto;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
using TestKit;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>The ways into a group by an external Commit: back, and in where nobody can let a device in. In every mode.</summary>
public sealed class ExternalEntryTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes => ModeWorld.Variants();

    /// <summary>Modes, and how many virtual milliseconds after a device has asked to come in its sponsor is gone.</summary>
    public static TheoryData<string, int> Departures()
    {
        var departures = new TheoryData<string, int>();
        foreach (var mode in ModeWorld.Variants().Select(row => row.Data))
        {
            for (var after = 0; after <= 700; after += 50)
            {
                departures.Add(mode, after);
            }
        }

        return departures;
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_Commit_that_nobody_can_open_is_reported_by_everybody_and_all_come_back(string mode)
    {
        var crypto = new SabotagedCrypto(new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!);
        var world = new ModeWorld(mode, crypto: crypto).Users(3, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2", "u3"])).Drain();

        crypto.Left = 3;
        world.Do("u1/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group)));
        world.Run.Run(world.Run.Now + 40);
        crypto.Left = 0;
        world.Drain();

        Assert.NotEmpty(world.Seen<Observation.CommitUnprocessable>());
        Assert.Equal(6, world.AssertAgreement(Group));
        world.Do("u3/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(5, world.Seen<Observation.MessageOpened>().Count());
        Assert.Empty(world.Seen<Observation.MessageFailed>());
        Assert.All(world.Run.Actors.Where(actor => actor.Kind == ActorKind.Device), actor => Assert.Equal(0u, world.Device(actor.Name).Jobs));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Devices_on_their_way_back_can_be_restored_from_their_snapshots_at_any_moment(string mode)
    {
        string Life(Action<ModeWorld> atBarrier)
        {
            var crypto = new SabotagedCrypto(new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!);
            var world = new ModeWorld(mode, crypto: crypto).Users(2, 2);
            world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
            crypto.Left = 3;
            world.Do("u1/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group)));
            world.Run.Run(world.Run.Now + 40);
            crypto.Left = 0;
            for (var step = 0; step < 40; step++)
            {
                world.Run.Run(world.Run.Now + 25);
                atBarrier(world);
            }

            return world.Drain().Run.Digest;
        }

        Assert.Equal(Life(_ => { }), Life(world => world.Run.RestoreAll()));
    }

    [Theory]
    [MemberData(nameof(Departures))]
    public void A_new_device_whose_sponsor_is_gone_enters_by_itself(string mode, int after)
    {
        var world = new ModeWorld(mode).Users(2, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"]));
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:two", ["u2"])).Drain();
        world.Do("u1/d2", "add-device", new TraceCommand.Start("u1/d1", "laptop"));
        world.Run.Run(world.Run.Now + after);
        world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline());
        world.Drain();

        // Whoever its sponsor had vouched for is in, though the sponsor is not there; before that there is no way.
        var groups = world.Device("u1/d2").Groups.Count(line => line.Name.StartsWith("g:", StringComparison.Ordinal));
        Assert.True(groups is 0 or 2);
        Assert.True(groups == 2 || after < 250);
        if (groups == 2)
        {
            world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        }

        world.Do("u1/d1", "go-online", new TraceCommand.GoOnline()).Drain();
        Assert.Equal(3, world.AssertAgreement(Group));
        Assert.Equal(3, world.AssertAgreement("g:two"));
        Assert.Equal(0u, world.User("u1").OpenObligations);
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(groups == 2 ? 4 : 2, world.Seen<Observation.MessageOpened>().Count());
        Assert.Empty(world.Seen<Observation.CommitUnprocessable>());
        Assert.Empty(world.Seen<Observation.MessageFailed>());
        Assert.All(world.Run.Actors.Where(actor => actor.Kind == ActorKind.Device), actor => Assert.Equal(0u, world.Device(actor.Name).Jobs));
    }
}
