using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Metering;
using Grains.Post;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class EngineMeterTests : IDisposable
{
    private static readonly ActorId Group = ActorId.Group("g:1");
    private static readonly ActorId User = ActorId.User("u1");

    private readonly Meters _meters = new();
    private readonly EngineMeter _meter;
    private readonly RunMeter _run;

    public EngineMeterTests()
    {
        _meter = new EngineMeter(_meters, TimeProvider.System);
        _run = _meter.Open(Cluster.Settings(7));
    }

    public void Dispose()
    {
        _meter.Dispose();
        _meters.Dispose();
    }

    public static TheoryData<string, string, Observation> Counted => new()
    {
        { "mls.commits{group_kind=conversation,mode=gossip,outcome=accepted}", "group", new Observation.CommitAccepted("g:1", 3) },
        { "mls.commits{group_kind=user,mode=gossip,outcome=accepted}", "user", new Observation.CommitAccepted("user:u1", 3) },
        { "mls.commits{group_kind=conversation,mode=gossip,outcome=conflict}", "group", new Observation.Conflict("g:1", 3, "u1/d1") },
        { "mls.commits.unprocessable{mode=gossip}", "device", new Observation.CommitUnprocessable("g:1", 3, "rule") },
        { "mls.commits.retries{mode=gossip}", "device", new Observation.Retried("g:1", 1) },
        { "mls.epochs{entry=join,mode=gossip}", "device", new Observation.EpochEntered("g:1", 3, 77, true) },
        { "mls.epochs{entry=commit,mode=gossip}", "device", new Observation.EpochEntered("g:1", 3, 77, false) },
        { "messaging.client.sent.messages{messaging.operation.name=send,messaging.system=mls-sim,mode=gossip}", "group", new Observation.MessageAccepted("g:1", 1, 3, "u1/d1", 4, 3) },
        { "messaging.client.consumed.messages{messaging.operation.name=process,messaging.system=mls-sim,mode=gossip}", "device", new Observation.MessageOpened("g:1", 1, 3, 1) },
        { "mls.messages.undecryptable{mode=gossip}", "device", new Observation.MessageFailed("g:1", 1, "rule") },
        { "mls.messages.skipped{mode=gossip}", "device", new Observation.MessageSkipped("g:1", 1, 3, 4) },
        { "mls.refusals{mode=gossip,role=group}", "group", new Observation.HostileRefused("u1/d1 has a name") },
        { "mls.operations{mode=gossip,op=add-user,outcome=effective}", "group", new Observation.OperationEffective("g:1") },
        { "mls.operations{mode=gossip,op=add-user,outcome=skipped}", "device", new Observation.OperationSkipped("already-a-member") },
        { "mls.obligations{kind=rotate,mode=gossip,outcome=opened}", "user", new Observation.ObligationOpened("rotate", "g:1") },
        { "mls.obligations{kind=rotate,mode=gossip,outcome=settled}", "user", new Observation.ObligationSettled("rotate", "g:1") },
        { "mls.security.decrypt.attempts{mode=gossip,outcome=opened}", "device", new Observation.AttackTried("g:1", 1, 3, true) },
        { "mls.security.decrypt.attempts{mode=gossip,outcome=closed}", "device", new Observation.AttackTried("g:1", 1, 3, false) },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void An_observation_is_counted_under_its_kind_and_without_names(string expected, string observer, Observation what)
    {
        Observe(observer, what);
        Observe(observer, what);

        var read = _meters.Read();

        Assert.Equal(2, read[expected]);
        Assert.DoesNotContain(read.Keys, key => key.Contains("g:1", StringComparison.Ordinal) || key.Contains("u1", StringComparison.Ordinal) || key.Contains("run", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_inside_an_observation_are_added_up()
    {
        Observe("group", new Observation.MessagesSent(3, 12));
        Observe("group", new Observation.MessagesSent(2, 0));
        Observe("device", new Observation.MessageOpened("g:1", 1, 3, 2500));
        Observe("device", new Observation.DirectoryUsed(1, 6));

        var read = _meters.Read();

        Assert.Equal(5, read["mls.messages.sent{mode=gossip}"]);
        Assert.Equal(12, read["mls.commit.ciphertexts{mode=gossip}"]);
        Assert.Equal(2.5, read["mls.ds.latency{mode=gossip}"]);
        Assert.Equal(1, read["mls.directory.records{mode=gossip,op=signed}"]);
        Assert.Equal(6, read["mls.directory.records{mode=gossip,op=verified}"]);
    }

    [Fact]
    public void What_is_carried_is_measured_by_class_link_and_phase_as_the_accounts_have_it()
    {
        var ledger = new TrafficLedger(_run.Traffic);
        var mail = Samples.Mail(Group, "kind") with { Body = Octets.Own(new byte[100]), CountedOctets = 70, Label = "commit", Operation = new Operation(1, "add-user", Phase.Measured) };
        var letter = Letter.Of(mail, Samples.Run, Samples.Me, 1, 0);

        ledger.Sent(letter);
        ledger.Delivered(letter, 3);

        var read = _meters.Read();
        Assert.Equal(70, read["mls.ds.bytes{class=commit,direction=sent,link=device-to-service,mode=gossip,phase=measured}"]);
        Assert.Equal(30, read["mls.ds.bytes{class=control,direction=sent,link=device-to-service,mode=gossip,phase=measured}"]);
        Assert.Equal(210, read["mls.ds.bytes{class=commit,direction=delivered,link=device-to-service,mode=gossip,phase=measured}"]);
        Assert.Equal(3, read["mls.ds.fanout.deliveries{class=commit,link=device-to-service,mode=gossip}"]);
        Assert.Equal(70, read["mls.message.size{class=commit,mode=gossip}"]);
    }

    [Fact]
    public void A_quantum_adds_what_is_new_in_the_totals_and_moves_the_gauges()
    {
        var actors = new ActorTable(new RunKey("run", "gossip"), NoGrains.Factory);
        actors.GetOrAdd(Samples.Me);
        actors.GetOrAdd(User);
        actors.GetOrAdd(User);

        _run.EndQuantum(new RunTotals(2, 10, 100, 50, 1_000_000), new RunTotals(2, 12, 130, 57, 1_500_000), 42_000, actors);

        var read = _meters.Read();
        Assert.Equal(2, read["sim.steps{mode=gossip}"]);
        Assert.Equal(30, read["sim.events{mode=gossip}"]);
        Assert.Equal(7, read["sim.deliveries{mode=gossip}"]);
        Assert.Equal(0.5, read["sim.compute.virtual_time{mode=gossip}"]);
        Assert.Equal(42, read["sim.virtual_time{mode=gossip}"]);
        Assert.Equal(7, read["sim.rng.seed{mode=gossip}"]);
        Assert.Equal(1, read["sim.actors{mode=gossip,role=device}"]);
        Assert.Equal(1, read["sim.actors{mode=gossip,role=user}"]);
        Assert.Equal(0, read["sim.actors{mode=gossip,role=group}"]);
    }

    [Fact]
    public void Gauges_of_runs_in_one_mode_are_put_together_and_those_of_closed_runs_are_gone()
    {
        var other = _meter.Open(Cluster.Settings(8, "another"));
        var actors = new ActorTable(new RunKey("run", "gossip"), NoGrains.Factory);
        actors.GetOrAdd(User);
        _run.EndQuantum(RunTotals.Zero, RunTotals.Zero, 9_000, actors);
        other.EndQuantum(RunTotals.Zero, RunTotals.Zero, 5_000, actors);
        Assert.Equal(9, _meters.Read()["sim.virtual_time{mode=gossip}"]);
        Assert.Equal(2, _meters.Read()["sim.actors{mode=gossip,role=user}"]);

        _meter.Close(_run);

        Assert.Equal(5, _meters.Read()["sim.virtual_time{mode=gossip}"]);
        Assert.Equal(1, _meters.Read()["sim.actors{mode=gossip,role=user}"]);
    }

    [Fact]
    public void Real_time_of_events_goes_by_the_kind_of_actor()
    {
        using var host = ActorHost.Create(Samples.Seat(), new ScriptedActor.Factory());

        host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(User, 1, 3)]), _run.Events);

        Assert.True(_meters.Read()["messaging.process.duration{messaging.operation.name=process,messaging.system=mls-sim,mode=gossip,role=device}"] > 0);
    }

    private void Observe(string observer, Observation what) => _run.Observe(
    [
        new Observed(5, observer switch { "device" => Samples.Me, "user" => User, _ => Group }, 1, new Operation(1, "add-user", Phase.Measured), what),
    ]);
}
