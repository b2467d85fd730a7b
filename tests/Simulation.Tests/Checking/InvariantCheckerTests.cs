using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Simulation.Checking;
using Xunit;

namespace Simulation.Tests.Checking;

public sealed class InvariantCheckerTests
{
    private const string Group = "g:family";

    private static readonly RunEnd Drained = new(true, ["u0009/d2"], 2) { Devices = ["u0001/d1", "u0001/d2", "u0001/d3", "u0002/d1"] };

    private readonly Dictionary<string, long> _sequences = [];
    private long _now;

    public static TheoryData<int> Silos => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_faultless_run_has_no_violation(int silos)
    {
        InvariantReport report = Judge(Faultless(), Drained, silos);

        Assert.Empty(report.Violations);
        Assert.Equal(0, report.ViolationCount);
        Assert.Equal(0, report.LostMessages);
        Assert.All(report.Checks, check => Assert.True(check.Value > 0, check.Key.ToString()));
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void Members_of_one_epoch_with_different_authenticators_are_a_violation(int silos) => AssertViolation(
        [.. Faultless().Select(observed => observed.What is Observation.EpochEntered { Epoch: 2 } entered && observed.Actor.Name == "u0002/d1"
            ? observed with { What = entered with { AuthenticatorHash = 99 } }
            : observed)],
        silos,
        Invariant.EpochAuthenticator,
        2);

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_member_that_does_not_reach_the_last_epoch_is_a_violation(int silos) => AssertViolation(
        [.. Faultless().Where(observed => !(observed.What is Observation.EpochEntered { Epoch: 3 } && observed.Actor.Name == "u0001/d2"))],
        silos,
        Invariant.EpochAuthenticator,
        3,
        "u0001/d2");

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_member_that_leaves_out_an_epoch_is_a_violation(int silos) => AssertViolation(
        [.. Faultless().Where(observed => !(observed.What is Observation.EpochEntered { Epoch: 2 } && observed.Actor.Name == "u0001/d2"))],
        silos,
        Invariant.EpochAuthenticator,
        3,
        "u0001/d2");

    [Theory]
    [MemberData(nameof(Silos))]
    public void An_accepted_Commit_that_a_member_cannot_process_is_a_violation(int silos) => AssertViolation(
        [.. Faultless(), Seen("u0002/d1", new Observation.CommitUnprocessable(Group, 3, "PathUnreadable"))],
        silos,
        Invariant.CommitProcessable,
        3,
        "u0002/d1");

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_key_and_nonce_used_twice_are_a_violation_even_in_two_silos(int silos) => AssertViolation(
        [.. Faultless(), Seen("u0002/d1", new Observation.KeyNonceUsed(Group, 1, 7, 8))],
        silos,
        Invariant.KeyNonceOnce,
        1);

    [Theory]
    [MemberData(nameof(Silos))]
    public void An_active_leaf_that_goes_back_to_an_older_user_group_epoch_is_a_violation(int silos) => AssertViolation(
        [.. Faultless(), Seen("u0002", new Observation.ActiveLeaf(Group, "u0001", 1, 3, 3))],
        silos,
        Invariant.ActiveLeafEpoch,
        3,
        "u0001");

    [Fact]
    public void A_leaf_of_a_new_membership_may_have_an_older_user_group_epoch() =>
        Assert.Empty(Judge([.. Faultless(), Seen("u0002", new Observation.ActiveLeaf(Group, "u0001", 2, 3, 3))], Drained, 1).Violations);

    [Theory]
    [MemberData(nameof(Silos))]
    public void An_obligation_that_is_never_settled_is_a_violation(int silos) => AssertViolation(
        [.. Faultless(), Seen("u0002", new Observation.ObligationOpened("rotation", "u0002 g:family"))],
        silos,
        Invariant.ObligationsSettled,
        -1,
        "u0002");

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_message_that_a_member_does_not_open_is_a_violation(int silos) => AssertViolation(
        [.. Faultless().Where(observed => !(observed.What is Observation.MessageOpened { Message: 1 } && observed.Actor.Name == "u0001/d2"))],
        silos,
        Invariant.MessagesOpened,
        1,
        "u0001/d2");

    [Fact]
    public void A_message_opened_twice_instead_of_another_is_a_violation() => AssertViolation(
        [.. Faultless(), Seen("u0002/d1", new Observation.MessageOpened(Group, 1, 1, 5))], 1, Invariant.MessagesOpened, 1, "u0002/d1");

    [Fact]
    public void The_reason_why_a_message_was_not_opened_is_part_of_the_violation()
    {
        InvariantReport report = Judge(
            [
                .. Faultless().Where(observed => !(observed.What is Observation.MessageOpened { Message: 1 } && observed.Actor.Name == "u0001/d2")),
                Seen("u0001/d2", new Observation.MessageFailed(Group, 1, "generation gone")),
            ],
            Drained,
            1);

        Assert.Equal(
            "messages-opened, group g:family, epoch 1, u0001/d2: has opened 0 messages, was entitled to 1; message 1: generation gone",
            Assert.Single(report.Violations).ToString());
        Assert.Equal(1, report.LostMessages);
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_removed_device_that_has_not_opened_what_it_had_before_its_last_Commit_is_a_violation(int silos)
    {
        InvariantReport report = Judge(
            [.. Faultless().Where(observed => !(observed.What is Observation.MessageOpened { Message: 1 } && observed.Actor.Name == "u0001/d2"))],
            Drained with { RemovedDevices = ["u0001/d2"] },
            silos);

        Assert.Equal("messages-opened, group g:family, epoch 1, u0001/d2: has opened 0 messages, was entitled to 1", Assert.Single(report.Violations).ToString());
        Assert.Equal((1, 0), (report.LostMessages, report.UnjudgedOpenings));
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void What_was_accepted_in_the_last_epoch_of_a_removed_device_is_not_judged_but_counted(int silos)
    {
        RunEnd end = Drained with { RemovedDevices = ["u0001/d2"] };
        InvariantReport opened = Judge(Faultless(), end, silos);
        InvariantReport missed = Judge(
            [.. Faultless().Where(observed => !(observed.What is Observation.MessageOpened { Message: 2 } && observed.Actor.Name == "u0001/d2"))], end, silos);
        InvariantReport left = Judge(
            [.. Faultless().Where(observed => !(observed.What is Observation.MessageOpened { Message: 2 } or Observation.EpochEntered { Epoch: 3 } && observed.Actor.Name == "u0001/d2"))], end, silos);

        Assert.Equal((0, 0, 0), (opened.ViolationCount, opened.LostMessages, opened.UnjudgedOpenings));
        Assert.Equal((0, 0, 1), (missed.ViolationCount, missed.LostMessages, missed.UnjudgedOpenings));
        Assert.Equal((0, 0, 0), (left.ViolationCount, left.LostMessages, left.UnjudgedOpenings));
    }

    [Fact]
    public void A_removed_device_that_has_opened_a_message_twice_is_a_violation() => Assert.NotEmpty(
        Judge([.. Faultless(), Seen("u0001/d2", new Observation.MessageOpened(Group, 1, 1, 5))], Drained with { RemovedDevices = ["u0001/d2"] }, 1).Violations);

    [Fact]
    public void A_message_that_was_neither_accepted_nor_given_up_is_a_violation()
    {
        Violation violation = Assert.Single(Judge(Faultless(), Drained with { MessagesSent = 3 }, 1).Violations);

        Assert.Equal(Invariant.MessagesOpened, violation.Invariant);
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_message_opened_by_a_device_that_joined_later_is_a_violation(int silos) => AssertViolation(
        [.. Faultless(), Seen("u0001/d3", new Observation.MessageOpened(Group, 1, 1, 5))],
        silos,
        Invariant.MessagesEntitled,
        1,
        "u0001/d3");

    [Fact]
    public void A_removed_device_need_not_open_what_it_missed_nor_reach_the_end() =>
        Assert.Empty(Judge(
            [.. Faultless().Where(observed => !(observed.Actor.Name == "u0001/d2" && observed.What is Observation.MessageOpened or Observation.EpochEntered { Epoch: > 1 }))],
            Drained with { RemovedDevices = ["u0001/d2"] },
            1).Violations);

    [Fact]
    public void A_removed_user_need_not_reach_the_end_but_must_open_what_it_was_entitled_to()
    {
        ImmutableArray<Observed> removed =
        [
            .. Faultless().Where(observed => !(observed.Actor.Name == "u0002/d1" && observed.What is Observation.EpochEntered { Epoch: 3 } or Observation.MessageOpened { Message: 2 })),
            Seen(Group, new Observation.RosterChanged(Group, 3, "", "u0002")),
        ];

        Assert.Empty(Judge(removed, Drained, 1).Violations);
        AssertViolation([.. removed.Where(observed => !(observed.What is Observation.MessageOpened && observed.Actor.Name == "u0002/d1"))], 1, Invariant.MessagesOpened, 1, "u0002/d1");
    }

    [Fact]
    public void A_run_that_was_stopped_is_not_judged_for_what_is_still_in_flight() =>
        Assert.Empty(Judge([.. Faultless().Where(observed => observed.What is not Observation.MessageOpened)], Drained with { Drained = false }, 1).Violations);

    [Fact]
    public void More_epochs_than_are_kept_apart_change_nothing()
    {
        ImmutableArray<Observed> run =
        [
            Seen("u0001/d1", new Observation.EpochEntered(Group, 0, 0, true)),
            Seen("u0002/d1", new Observation.EpochEntered(Group, 0, 0, true)),
            .. Enumerable.Range(1, 100).SelectMany(epoch => (Observed[])
            [
                Seen("u0001/d1", new Observation.EpochEntered(Group, epoch, (ulong)epoch, false)),
                Seen("u0002/d1", new Observation.EpochEntered(Group, epoch, (ulong)epoch, false)),
                Seen(Group, new Observation.MessageAccepted(Group, epoch, epoch, "u0001/d1", 1, epoch)),
                Seen("u0002/d1", new Observation.MessageOpened(Group, epoch, epoch, 1)),
            ]),
        ];
        RunEnd end = Drained with { MessagesSent = 100 };

        Assert.Empty(Judge(run, end, 2).Violations);
        Violation violation = Assert.Single(Judge([.. run.Where(observed => observed.What is not Observation.MessageOpened { Message: 3 })], end, 2).Violations);
        Assert.Equal("has opened 83 messages, was entitled to 84", violation.Detail);
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_device_of_a_member_that_has_never_entered_is_a_violation(int silos) => AssertViolation(
        [.. Faultless().Where(observed => observed.Actor.Name != "u0001/d3")], silos, Invariant.LetIn, 1, "u0001/d3");

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_device_that_has_not_entered_since_its_user_came_back_is_a_violation(int silos) => AssertViolation(
        [
            .. Faultless().Where(observed => !(observed.Actor.Name == "u0002/d1" && observed.What is Observation.EpochEntered { Epoch: 3 })),
            Seen(Group, new Observation.RosterChanged(Group, 3, "", "u0002")),
            Seen(Group, new Observation.RosterChanged(Group, 4, "u0002", "")),
        ],
        silos,
        Invariant.LetIn,
        4,
        "u0002/d1");

    [Fact]
    public void A_device_without_a_leaf_where_its_siblings_have_one_is_a_violation() => AssertViolation(
        [
            .. Faultless().Where(observed => observed.What is not Observation.RosterChanged),
            Seen(Group, new Observation.RosterChanged(Group, 1, "u0001/d1 u0001/d2 u0002/d1", "")),
        ],
        1,
        Invariant.LetIn,
        -1,
        "u0001/d3");

    /// <summary>Three epochs; two messages; a device that joins, a user who stays; a rotation; obligations that are settled.</summary>
    private ImmutableArray<Observed> Faultless() =>
    [
        Seen(Group, new Observation.RosterChanged(Group, 1, "u0001 u0002", "")),
        Seen("u0001/d1", new Observation.EpochEntered(Group, 1, 11, true)),
        Seen("u0001/d2", new Observation.EpochEntered(Group, 1, 11, true)),
        Seen("u0002/d1", new Observation.EpochEntered(Group, 1, 11, true)),
        Seen("u0001/d1", new Observation.KeyNonceUsed(Group, 1, 7, 8)),
        Seen(Group, new Observation.MessageAccepted(Group, 1, 1, "u0001/d1", 2, 1)),
        Seen("u0001/d2", new Observation.MessageOpened(Group, 1, 1, 80)),
        Seen("u0002/d1", new Observation.MessageOpened(Group, 1, 1, 80)),
        Seen("u0001", new Observation.ObligationOpened("rotation", "u0001 g:family")),
        Seen("u0001", new Observation.ActiveLeaf(Group, "u0001", 1, 1, 3)),
        Seen("u0001", new Observation.ActiveLeaf(Group, "u0001", 1, 2, 4)),
        Seen("u0001", new Observation.ObligationSettled("rotation", "u0001 g:family")),
        Seen("u0001/d1", new Observation.EpochEntered(Group, 2, 12, false)),
        Seen("u0001/d2", new Observation.EpochEntered(Group, 2, 12, false)),
        Seen("u0002/d1", new Observation.EpochEntered(Group, 2, 12, false)),
        Seen("u0001/d1", new Observation.EpochEntered(Group, 3, 13, false)),
        Seen("u0001/d2", new Observation.EpochEntered(Group, 3, 13, false)),
        Seen("u0002/d1", new Observation.EpochEntered(Group, 3, 13, false)),
        Seen("u0001/d3", new Observation.EpochEntered(Group, 3, 13, true)),
        Seen("u0002/d1", new Observation.KeyNonceUsed(Group, 2, 9, 9)),
        // Sent in epoch 2, overtaken by the Commit to epoch 3: the new device is not entitled to it.
        Seen(Group, new Observation.MessageAccepted(Group, 2, 2, "u0002/d1", 2, 3)),
        Seen("u0001/d1", new Observation.MessageOpened(Group, 2, 2, 80)),
        Seen("u0001/d2", new Observation.MessageOpened(Group, 2, 2, 80)),
        Seen("u0001/d3", new Observation.MessageSkipped(Group, 2, 2, 3)),
        Seen("u0009/d2", new Observation.AttackTried(Group, 2, 2, false)),
    ];

    private static void AssertViolation(ImmutableArray<Observed> run, int silos, Invariant invariant, long epoch, string? device = null)
    {
        InvariantReport report = Judge(run, Drained, silos);

        Assert.True(report.ViolationCount > 0);
        Violation violation = report.Violations[0];
        Assert.Equal(invariant, violation.Invariant);
        Assert.Equal(epoch, violation.Epoch);
        Assert.Equal(Group, violation.Group);
        Assert.Equal(device ?? violation.Device, violation.Device);
        Assert.StartsWith(InvariantNames.NameOf(invariant), violation.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Gives each actor's observations to one of several checkers and puts these together.</summary>
    private static InvariantReport Judge(ImmutableArray<Observed> run, RunEnd end, int silos)
    {
        InvariantChecker[] parts = [.. Enumerable.Range(0, silos).Select(_ => new InvariantChecker())];
        foreach (var observed in run)
        {
            parts[(int)(observed.Actor.StableHash % (ulong)silos)].Observe(observed);
        }

        var whole = new InvariantChecker();
        foreach (var part in parts)
        {
            using var octets = new TlsWriter();
            part.Write(octets);
            var reader = new TlsReader(octets.Written);
            whole.Absorb(ref reader);
        }

        return whole.Finish(end);
    }

    private Observed Seen(string actor, Observation what)
    {
        long sequence = _sequences[actor] = _sequences.GetValueOrDefault(actor) + 1;
        ActorId id = actor.StartsWith("g:", StringComparison.Ordinal) ? ActorId.Group(actor) : actor.Contains('/', StringComparison.Ordinal) ? ActorId.Device(actor) : ActorId.User(actor);
        return new Observed(++_now, id, sequence, Operation.None, what);
    }
}
