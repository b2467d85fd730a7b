using Mls.Core.Wire;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice.Policies.Committer;
using Xunit;

namespace Mls.MultiDevice.Tests.Obligations;

public sealed class ObligationBoardTests
{
    private const long Lease = 100;

    private static readonly Candidate[] Abc = [new("a", 0, true), new("b", 1, true), new("c", 2, true)];

    private readonly ObligationBoard _board = new(Lease, new NearestSibling());

    [Fact]
    public void A_raised_obligation_is_pending_at_its_committer_until_its_lease_ends()
    {
        var raised = Assert.Single(_board.Raise(7, Rotate("g", 3) with { Committer = "b", CommitterLeaf = 1, OperationId = 9, OperationName = "add-device" }, Abc));

        Assert.Equal((1, "b", 107, 0, ObligationState.Pending), (raised.Id, raised.Assignee, raised.Deadline, raised.Attempt, raised.State));
        Assert.Equal((ObligationKind.Rotate, ObligationCause.AddDevice, GroupName.Of("g"), 3ul), (raised.Kind, raised.Cause, raised.Group, raised.WantedUserEpoch));
        Assert.Equal((9, "add-device"), (raised.OperationId, raised.OperationName));
        Assert.Equal(raised, Assert.Single(_board.Open));
        Assert.Same(raised, _board.Find(1));
        Assert.False(_board.AllSettled);
        Assert.Equal(107, _board.NextDeadline);
    }

    [Fact]
    public void An_active_leaf_of_the_wanted_or_a_later_epoch_settles_the_rotation_whoever_made_it()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        _board.Raise(0, Rotate("h", 3), Abc);

        Assert.Empty(_board.OnActiveLeaf(GroupName.Of("g"), 2));
        var settled = Assert.Single(_board.OnActiveLeaf(GroupName.Of("g"), 3));
        Assert.Equal((ObligationState.Accepted, GroupName.Of("g")), (settled.State, settled.Group));
        Assert.True(settled.IsSettled);
        Assert.Null(_board.Find(settled.Id));
        Assert.Single(_board.OnActiveLeaf(GroupName.Of("h"), 4));
        Assert.True(_board.AllSettled);
        Assert.Null(_board.NextDeadline);
        Assert.Equal(new SettledCounts(2, 0, 0), _board.Settled);
        Assert.Empty(_board.OnActiveLeaf(GroupName.Of("h"), 4));
    }

    [Fact]
    public void A_newer_wanted_epoch_supersedes_in_the_same_group_only()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        _board.Raise(0, Rotate("h", 3), Abc);
        var changed = _board.Raise(5, Rotate("g", 4), Abc);

        Assert.Equal([(1L, ObligationState.Superseded), (3L, ObligationState.Pending)], changed.Select(one => (one.Id, one.State)));
        Assert.Equal([2L, 3L], _board.Open.Select(one => one.Id));
        Assert.Equal(new SettledCounts(0, 1, 0), _board.Settled);
    }

    [Fact]
    public void The_same_or_an_older_wanted_epoch_raises_nothing()
    {
        _board.Raise(0, Rotate("g", 3), Abc);

        Assert.Empty(_board.Raise(5, Rotate("g", 3), Abc));
        Assert.Empty(_board.Raise(5, Rotate("g", 2), Abc));
        Assert.Single(_board.Open);
    }

    [Fact]
    public void Urgency_survives_the_obligation_that_supersedes_and_comes_to_the_one_that_covers()
    {
        _board.Raise(0, Rotate("g", 3, ObligationCause.RemoveDevice), Abc);
        Assert.True(_board.Raise(0, Rotate("g", 4, ObligationCause.Pcs), Abc)[1].IsUrgent);
        _board.Raise(0, Rotate("h", 4, ObligationCause.Pcs), Abc);
        Assert.True(Assert.Single(_board.Raise(0, Rotate("h", 4, ObligationCause.RemoveDevice), Abc)).IsUrgent);
        Assert.Empty(_board.Raise(0, Rotate("h", 4, ObligationCause.RemoveDevice), Abc));

        Assert.All(_board.Open, one => Assert.True(one.IsUrgent));
    }

    [Fact]
    public void A_leaf_that_an_old_KeyPackage_brought_is_as_urgent_as_a_removal()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        Assert.True(Assert.Single(_board.Raise(0, Rotate("h", 3, ObligationCause.Join), Abc)).IsUrgent);
        Assert.True(Assert.Single(_board.Raise(0, Rotate("g", 3, ObligationCause.Join), Abc)).IsUrgent);
    }

    [Fact]
    public void What_a_removal_has_caused_is_first_among_the_open_ones()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        _board.Raise(0, Rotate("h", 3, ObligationCause.RemoveDevice), Abc);
        _board.Raise(0, Rotate("i", 3), Abc);
        _board.Raise(0, Rotate("j", 3, ObligationCause.RemoveDevice), Abc);

        Assert.Equal(["h", "j", "g", "i"], _board.Open.Select(one => one.Group.Text));
    }

    [Fact]
    public void A_device_is_to_be_added_to_a_group_once()
    {
        _board.Raise(0, Device(ObligationKind.AddDevice, "g", "x"), Abc);

        Assert.Empty(_board.Raise(0, Device(ObligationKind.AddDevice, "g", "x"), Abc));
        Assert.Single(_board.Raise(0, Device(ObligationKind.AddDevice, "g", "y"), Abc));
        Assert.Single(_board.Raise(0, Device(ObligationKind.AddDevice, "h", "x"), Abc));
    }

    [Fact]
    public void Removing_a_device_cancels_adding_it()
    {
        _board.Raise(0, Device(ObligationKind.AddDevice, "g", "x"), Abc);
        _board.Raise(0, Device(ObligationKind.AddDevice, "h", "x"), Abc);
        var changed = _board.Raise(0, Device(ObligationKind.RemoveDevice, "g", "x"), Abc);

        Assert.Equal([ObligationState.Cancelled, ObligationState.Pending], changed.Select(one => one.State));
        Assert.Equal(2, _board.Open.Count);
    }

    [Fact]
    public void The_roster_of_a_group_settles_adding_and_removing()
    {
        _board.Raise(0, Device(ObligationKind.AddDevice, "g", "x"), Abc);
        _board.Raise(0, Device(ObligationKind.RemoveDevice, "g", "y"), Abc);
        _board.Raise(0, Device(ObligationKind.SiblingWelcome, "g", "x"), Abc);

        Assert.Empty(_board.OnRoster(GroupName.Of("g"), ["a", "y"]));
        Assert.Empty(_board.OnRoster(GroupName.Of("h"), ["x"]));
        Assert.Equal(ObligationKind.AddDevice, Assert.Single(_board.OnRoster(GroupName.Of("g"), ["a", "x", "y"])).Kind);
        Assert.Equal(ObligationKind.RemoveDevice, Assert.Single(_board.OnRoster(GroupName.Of("g"), ["a", "x"])).Kind);
        Assert.Equal(ObligationKind.SiblingWelcome, Assert.Single(_board.Open).Kind);
    }

    [Fact]
    public void A_SiblingWelcome_settles_those_of_its_device_in_all_groups()
    {
        foreach (var group in new[] { "g", "h", "i" })
        {
            _board.Raise(0, Device(ObligationKind.SiblingWelcome, group, "x"), Abc);
        }

        _board.Raise(0, Device(ObligationKind.SiblingWelcome, "g", "y"), Abc);
        Assert.Equal(["g", "h", "i"], _board.OnSiblingWelcome("x").Select(one => one.Group.Text));
        Assert.Equal("y", Assert.Single(_board.Open).Subject);
    }

    [Fact]
    public void Publishing_settles_where_the_KeyPackages_are_new_enough_and_the_right_ones()
    {
        _board.Raise(0, new ObligationRequest(ObligationKind.PublishKeyPackages, ObligationCause.RemoveDevice, GroupName.UserGroup, "", 4), Abc);
        _board.Raise(0, new ObligationRequest(ObligationKind.PublishKeyPackages, ObligationCause.AddDevice, GroupName.UserGroup, "a", 0), Abc);

        Assert.Empty(_board.OnPublished(userEpoch: 3));
        Assert.Equal("", Assert.Single(_board.OnPublished(userEpoch: 4)).Subject);
        Assert.Equal("a", Assert.Single(_board.OnPublished("a")).Subject);
        Assert.True(_board.AllSettled);
    }

    [Fact]
    public void Leaving_a_group_cancels_everything_about_it()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        _board.Raise(0, Device(ObligationKind.AddDevice, "g", "x"), Abc);
        _board.Raise(0, Rotate("h", 3), Abc);

        Assert.Equal([ObligationState.Cancelled, ObligationState.Cancelled], _board.OnGroupLeft(GroupName.Of("g")).Select(one => one.State));
        Assert.Equal(GroupName.Of("h"), Assert.Single(_board.Open).Group);
        Assert.Equal(new SettledCounts(0, 0, 2), _board.Settled);
    }

    [Fact]
    public void A_conflict_makes_it_pending_again_and_counts_the_attempt()
    {
        _board.Raise(0, Rotate("g", 3), Abc);

        Assert.Equal(ObligationState.Submitted, Assert.Single(_board.Submitted(1)).State);
        Assert.Empty(_board.Submitted(1));
        var again = Assert.Single(_board.Conflict(1));
        Assert.Equal((ObligationState.Pending, 1, "a"), (again.State, again.Attempt, again.Assignee));
        _board.Submitted(1);
        Assert.Equal(2, Assert.Single(_board.Conflict(1)).Attempt);
        Assert.Empty(_board.Conflict(99));
        Assert.Empty(_board.Submitted(99));
    }

    [Fact]
    public void A_deadline_gives_it_to_the_next_device_also_where_it_was_submitted()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        _board.Raise(50, Rotate("h", 3), Abc);
        _board.Submitted(1);

        Assert.Empty(_board.OnDeadline(99, Abc));
        var moved = Assert.Single(_board.OnDeadline(100, Abc));
        Assert.Equal((1L, "b", 200L, ObligationState.Pending, 0), (moved.Id, moved.Assignee, moved.Deadline, moved.State, moved.Attempt));
        Assert.Equal(150, _board.NextDeadline);
        Assert.Equal(["c", "b"], _board.OnDeadline(200, Abc).Select(one => one.Assignee));
        Assert.Equal(["a", "c"], _board.OnDeadline(300, Abc).Select(one => one.Assignee));
    }

    [Fact]
    public void What_a_device_that_is_gone_was_to_do_goes_to_others_and_what_was_to_be_done_for_it_is_cancelled()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        _board.Raise(0, Rotate("h", 3) with { Committer = "b", CommitterLeaf = 1 }, Abc);
        _board.Raise(0, Device(ObligationKind.SiblingWelcome, "g", "a") with { Committer = "b", CommitterLeaf = 1 }, Abc);
        _board.Raise(0, Device(ObligationKind.RemoveDevice, "g", "a") with { Committer = "b", CommitterLeaf = 1 }, Abc);
        var changed = _board.OnDeviceGone(30, "a", Abc);

        Assert.Equal([(1L, ObligationState.Pending, "b", 130L), (3L, ObligationState.Cancelled, "b", 100L)], changed.Select(one => (one.Id, one.State, one.Assignee, one.Deadline)));
        Assert.Equal(3, _board.Open.Count);
    }

    [Fact]
    public void A_device_that_is_gone_gets_nothing_back_though_it_is_still_listed()
    {
        _board.Raise(0, Rotate("g", 3), [Abc[0]]);

        Assert.Equal("", Assert.Single(_board.OnDeviceGone(30, "a", [Abc[0]])).Assignee);
    }

    [Fact]
    public void What_is_urgent_goes_to_another_as_soon_as_its_assignee_goes_away_and_stays_where_nobody_else_is_there()
    {
        _board.Raise(0, Rotate("g", 3, ObligationCause.RemoveDevice), Abc);
        _board.Raise(0, Rotate("h", 3), Abc);
        _board.Raise(0, Rotate("i", 3, ObligationCause.RemoveDevice), Abc);
        _board.Submitted(3);
        Candidate[] away = [Abc[0] with { IsOnline = false }, Abc[1]];

        Assert.Equal([(1L, "b", 130L)], _board.OnAway(30, "a", away).Select(one => (one.Id, one.Assignee, one.Deadline)));
        Assert.Empty(_board.OnAway(30, "b", [away[0], Abc[1] with { IsOnline = false }]));
    }

    [Fact]
    public void Where_nobody_is_left_it_waits_for_somebody()
    {
        Assert.Equal("", Assert.Single(_board.Raise(0, Rotate("g", 3), [])).Assignee);
        Assert.Equal("", Assert.Single(_board.OnDeadline(100, [])).Assignee);
        Assert.Equal("a", Assert.Single(_board.OnDeadline(200, Abc)).Assignee);
    }

    [Fact]
    public void A_snapshot_restores_the_board_and_its_numbering()
    {
        _board.Raise(0, Rotate("g", 3, ObligationCause.RemoveDevice) with { Committer = "c", CommitterLeaf = 2, OperationId = 5, OperationName = "remove-device" }, Abc);
        _board.Raise(10, Device(ObligationKind.AddDevice, "h", "x"), Abc);
        _board.Raise(10, Rotate("i", 3), Abc);
        _board.OnGroupLeft(GroupName.Of("i"));
        _board.Submitted(1);
        _board.Conflict(2);
        var octets = Octets(_board);
        var restored = Restore(octets);

        Assert.Equal(_board.Open, restored.Open);
        Assert.Equal(_board.Settled, restored.Settled);
        Assert.Equal(octets, Octets(restored));
        Assert.Equal(_board.Raise(20, Rotate("k", 1), Abc), restored.Raise(20, Rotate("k", 1), Abc));
        Assert.Equal(4, restored.Open[^1].Id);
    }

    [Fact]
    public void A_snapshot_cut_off_at_any_octet_is_malformed()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        var octets = Octets(_board);

        for (var length = 0; length < octets.Length; length++)
        {
            var cut = octets[..length];
            Assert.Throws<MalformedException>(() => Restore(cut));
        }
    }

    [Fact]
    public void A_snapshot_with_a_number_that_was_never_given_out_is_malformed()
    {
        _board.Raise(0, Rotate("g", 3), Abc);
        var octets = Octets(_board);
        octets[15] = 0;

        Assert.Throws<MalformedException>(() => Restore(octets));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_lease_must_be_longer_than_nothing(long lease) => Assert.Throws<ArgumentOutOfRangeException>(() => new ObligationBoard(lease, new NearestSibling()));

    private static ObligationRequest Rotate(string group, ulong wanted, ObligationCause cause = ObligationCause.AddDevice) =>
        new(ObligationKind.Rotate, cause, GroupName.Of(group), "", wanted) { Committer = "a" };

    private static ObligationRequest Device(ObligationKind kind, string group, string subject) =>
        new(kind, kind == ObligationKind.RemoveDevice ? ObligationCause.RemoveDevice : ObligationCause.AddDevice, GroupName.Of(group), subject, 0);

    private static byte[] Octets(ObligationBoard board)
    {
        using var writer = new TlsWriter();
        board.Write(writer);
        return writer.ToArray();
    }

    private static ObligationBoard Restore(byte[] octets)
    {
        var reader = new TlsReader(octets);
        return ObligationBoard.Read(ref reader, new NearestSibling());
    }
}
