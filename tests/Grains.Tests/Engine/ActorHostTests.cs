using CsCheck;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class ActorHostTests
{
    private static readonly ActorId Service = ActorId.User("u1");

    [Fact]
    public void What_is_due_is_handled_in_the_same_order_whatever_the_order_of_the_inbox()
    {
        Envelope[] inbox = [.. Enumerable.Range(0, 24).Select(number => Samples.Envelope(ActorId.Device($"u{number % 4}/d1"), number / 4, number % 3))];
        var reference = Handle(inbox);
        Assert.Equal(24, reference.Count);
        Assert.Equal(reference.Select(TimeOf).Order(), reference.Select(TimeOf));
        Gen.Shuffle(inbox).Sample(shuffled => Assert.Equal(reference, Handle(shuffled)));
    }

    [Fact]
    public void No_sender_wins_ties_by_its_name()
    {
        var firsts = Enumerable.Range(0, 64).Select(seed => Handle([Samples.Envelope(ActorId.Device("a/d1"), 1, 5), Samples.Envelope(ActorId.Device("b/d1"), 1, 5)], seed)[0]);
        Assert.InRange(firsts.Count(first => first.Contains('a', StringComparison.Ordinal)), 16, 48);
    }

    [Fact]
    public void Timers_that_fall_into_the_quantum_are_handled_between_its_mail()
    {
        var handled = Handle([Samples.Envelope(Service, 1, 2, "first"), Samples.Envelope(Service, 2, 9, "second")], script: (now, what, outbox) =>
        {
            if (what == "first")
            {
                outbox.SetTimer("inside", now + 3);
                outbox.SetTimer("late", 400);
            }
        });
        Assert.Equal(["2 first", "5 timer inside", "9 second"], handled);
    }

    [Fact]
    public void A_timer_set_again_is_moved_and_one_cancelled_does_not_fire()
    {
        var host = Host((_, what, outbox) =>
        {
            if (what == "go")
            {
                outbox.SetTimer("moved", 30);
                outbox.SetTimer("moved", 50);
                outbox.SetTimer("gone", 40);
                outbox.CancelTimer("gone");
            }
        }, out var factory);
        Assert.Equal(50, host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 0, "go")])).NextDue);
        host.Step(new StepRequest(0, 20, 40, []));
        var last = host.Step(new StepRequest(0, 40, 60, []));
        Assert.Equal(["0 go", "50 timer moved"], factory.Last!.Handled);
        Assert.Null(last.NextDue);
    }

    [Fact]
    public void What_is_sent_leaves_when_the_actor_has_finished_computing()
    {
        var result = Host((_, _, outbox) =>
        {
            outbox.Send(Samples.Mail(Service, "result"));
            outbox.Spend(2500);
        }).Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 4), Samples.Envelope(Service, 2, 5), Samples.Envelope(Service, 3, 19)]));
        Assert.Equal([7, 9, 22], result.Outbox.Select(posting => posting.Letter.SentAt));
        Assert.Equal([1, 2, 3], result.Outbox.Select(posting => posting.Letter.Sequence));
        Assert.Equal(7500, result.SpentMicroseconds);
    }

    [Fact]
    public void Mail_to_oneself_is_handled_within_the_quantum_unless_computing_takes_longer()
    {
        var host = Host((_, what, outbox) =>
        {
            if (what is "short" or "long")
            {
                outbox.Send(Samples.Mail(Samples.Me, "to myself", LinkClass.Self));
                outbox.Spend(what == "short" ? 3000 : 30_000);
            }
        }, out var factory);
        var first = host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 1, "short")]));
        Assert.Equal(["1 short", "4 to myself"], factory.Last!.Handled);
        Assert.Empty(first.Outbox);
        var second = host.Step(new StepRequest(0, 20, 40, [Samples.Envelope(Service, 2, 20, "long")]));
        Assert.Equal(50, Assert.Single(second.Outbox).Letter.SentAt);
    }

    [Fact]
    public void A_directory_entry_cannot_be_read_before_the_barrier_after_it()
    {
        var host = Host((_, _, outbox) => outbox.AppendToDirectory("u1", "key", Octets.Own([1]), Operation.None));
        Assert.Equal(20, Assert.Single(host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 3)])).Directory).At);
    }

    [Fact]
    public void Observing_changes_neither_the_chain_nor_any_number()
    {
        Action<long, string, IOutbox> silent = (_, _, outbox) => outbox.Send(Samples.Mail(Service, "same"));
        Action<long, string, IOutbox> talkative = (_, _, outbox) =>
        {
            outbox.Observe(new Observation.OperationEffective("g"), Operation.None);
            outbox.Send(Samples.Mail(Service, "same"));
        };
        var first = Host(silent).Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 3)]));
        var second = Host(talkative).Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 3)]));
        Assert.Equal(first.Chain, second.Chain);
        Assert.Equal(first.Outbox[0].Letter, second.Outbox[0].Letter);
        Assert.Single(second.Observations);
    }

    [Theory]
    [InlineData("u2", "kind", 0, 0)]
    [InlineData("u1", "other", 0, 0)]
    [InlineData("u1", "kind", 1, 0)]
    [InlineData("u1", "kind", 0, 1000)]
    public void The_chain_depends_on_recipient_kind_content_and_time(string user, string kind, byte content, long spent)
    {
        Assert.NotEqual(ChainOf("u1", "kind", 0, 0), ChainOf(user, kind, content, spent));

        static Octets ChainOf(string user, string kind, byte content, long spent) => Host((_, _, outbox) =>
        {
            outbox.Send(Samples.Mail(ActorId.User(user), kind, content: content));
            outbox.Spend(spent);
        }).Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 3)])).Chain;
    }

    [Fact]
    public void A_restored_host_goes_on_as_the_one_that_was_snapshot()
    {
        Action<long, string, IOutbox> script = (now, what, outbox) =>
        {
            outbox.Send(Samples.Mail(Service, what));
            outbox.Spend(15_000);
            outbox.SetTimer(what == "go" ? "a" : "b", now + 21);
        };
        var host = Host(script, out var factory);
        host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 19, "go")]));
        var snapshot = host.Snapshot();
        var otherFactory = new ScriptedActor.Factory(script);
        using var other = ActorHost.Restore(Samples.Seat(), otherFactory, snapshot);
        Assert.Equal(Convert.ToHexString(snapshot), Convert.ToHexString(other.Snapshot()));
        Assert.Equal(host.NextDue, other.NextDue);

        var next = new StepRequest(0, 40, 60, [Samples.Envelope(Service, 2, 40, "again")]);
        var (expected, actual) = (host.Step(next), other.Step(next));
        Assert.Equal(expected.Chain, actual.Chain);
        Assert.Equal(expected.Outbox.Select(posting => posting.Letter), actual.Outbox.Select(posting => posting.Letter));
        Assert.Equal(factory.Last!.Handled, otherFactory.Last!.Handled);
        Assert.Equal(Convert.ToHexString(host.Snapshot()), Convert.ToHexString(other.Snapshot()));
    }

    [Fact]
    public void A_snapshot_of_another_version_is_refused()
    {
        var snapshot = Host((_, _, _) => { }).Snapshot();
        snapshot[0]++;
        Assert.Throws<InvalidDataException>(() => ActorHost.Restore(Samples.Seat(), new ScriptedActor.Factory(), snapshot));
    }

    [Fact]
    public void A_defect_of_an_actor_is_reported_with_its_name_its_time_and_what_it_handled()
    {
        var host = Host((_, _, _) => throw new FormatException("planted"));
        var fault = Assert.Throws<ActorFaultException>(() => host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 3, "poison")])));
        Assert.Equal(Samples.Me, fault.Actor);
        Assert.Equal("Device u1/d1 at 3 ms: handling poison from User u1: FormatException: planted", fault.Message);
    }

    [Fact]
    public void An_actor_that_talks_to_itself_for_ever_is_stopped()
    {
        var host = Host((_, _, outbox) => outbox.Send(Samples.Mail(Samples.Me, "again", LinkClass.Self)));
        Assert.Contains("events within one quantum", Assert.Throws<ActorFaultException>(() => host.Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 3)]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_outside_the_quantum_is_a_fault_of_the_engine()
    {
        Assert.Throws<ActorFaultException>(() => Host((_, _, _) => { }).Step(new StepRequest(0, 0, 20, [Samples.Envelope(Service, 1, 20)])));
    }

    private static List<string> Handle(IEnumerable<Envelope> inbox, long seed = 1, Action<long, string, IOutbox>? script = null)
    {
        var factory = new ScriptedActor.Factory(script);
        using var host = ActorHost.Create(Samples.Seat(seed), factory);
        host.Step(new StepRequest(0, 0, 20, [.. inbox]));
        return factory.Last!.Handled;
    }

    private static ActorHost Host(Action<long, string, IOutbox> script) => Host(script, out _);

    private static ActorHost Host(Action<long, string, IOutbox> script, out ScriptedActor.Factory factory) =>
        ActorHost.Create(Samples.Seat(), factory = new ScriptedActor.Factory(script));

    private static long TimeOf(string handled) => long.Parse(handled.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
