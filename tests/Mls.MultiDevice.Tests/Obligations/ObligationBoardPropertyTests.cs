using CsCheck;
using Mls.Core.Wire;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice.Policies.Committer;
using Xunit;

namespace Mls.MultiDevice.Tests.Obligations;

public sealed class ObligationBoardPropertyTests
{
    private const long Lease = 50;

    private static readonly string[] Groups = ["g", "h"];

    private static readonly string[] Devices = ["a", "b", "c", "d"];

    /// <summary>What happened: which kind of event, which group, which device, a number (an epoch, an id, a time).</summary>
    private static readonly Gen<(int Event, int Group, int Device, int Number)[]> Histories =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 6]).Array[0, 80];

    [Fact]
    public void Whatever_happens_the_board_keeps_its_rules() => Histories.Sample(history =>
    {
        var world = new World();
        foreach (var step in history)
        {
            world.Happen(step);
            world.Check();
        }
    }, iter: 400);

    [Fact]
    public void A_board_restored_from_a_snapshot_at_any_step_goes_on_the_same() => Gen.Select(Histories, Gen.Int[0, 79]).Sample((history, at) =>
    {
        var straight = new World();
        var restored = new World();
        for (var i = 0; i < history.Length; i++)
        {
            if (i == at)
            {
                restored.Restart();
            }

            Assert.Equal(straight.Happen(history[i]), restored.Happen(history[i]));
        }

        Assert.Equal(World.Octets(straight.Board), World.Octets(restored.Board));
    }, iter: 200);

    [Fact]
    public void When_the_public_facts_have_caught_up_everything_is_settled() => Histories.Sample(history =>
    {
        var world = new World();
        foreach (var step in history)
        {
            world.Happen(step);
        }

        world.Finish();
        Assert.True(world.Board.AllSettled);
        Assert.Null(world.Board.NextDeadline);
        world.Check();
    }, iter: 200);

    private sealed class World
    {
        private readonly List<Candidate> _present = [.. Devices.Select((name, i) => new Candidate(name, (uint)i, i % 2 == 0))];
        private readonly Dictionary<long, ObligationState> _states = [];
        private long _now;

        public ObligationBoard Board { get; private set; } = new(Lease, new NearestSibling());

        public static byte[] Octets(ObligationBoard board)
        {
            using var writer = new TlsWriter();
            board.Write(writer);
            return writer.ToArray();
        }

        public void Restart()
        {
            var reader = new TlsReader(Octets(Board));
            Board = ObligationBoard.Read(ref reader, new NearestSibling());
            reader.ExpectEnd();
        }

        public IReadOnlyList<Obligation> Happen((int Event, int Group, int Device, int Number) step)
        {
            _now += step.Number * 10;
            var group = Groups[step.Group];
            var device = Devices[step.Device];
            var epoch = (ulong)step.Number;
            var changed = step.Event switch
            {
                0 => Board.Raise(_now, Request(ObligationKind.Rotate, ObligationCause.AddDevice, group, "", epoch, device), _present),
                1 => Board.Raise(_now, Request(ObligationKind.Rotate, ObligationCause.RemoveDevice, group, "", epoch, device), _present),
                2 => Board.Raise(_now, Request(ObligationKind.AddDevice, ObligationCause.AddDevice, group, device, 0, ""), _present),
                3 => Board.Raise(_now, Request(ObligationKind.RemoveDevice, ObligationCause.RemoveDevice, group, device, 0, ""), _present),
                4 => Board.Raise(_now, Request(ObligationKind.SiblingWelcome, ObligationCause.AddDevice, group, device, 0, ""), _present),
                5 => Board.Raise(_now, Request(ObligationKind.PublishKeyPackages, ObligationCause.RemoveDevice, "", "", epoch, device), _present),
                6 => Board.Submitted(step.Number),
                7 => Board.Conflict(step.Number),
                8 => Board.OnActiveLeaf(GroupName.Of(group), epoch),
                9 => Board.OnRoster(GroupName.Of(group), Devices[..step.Device]),
                10 => Board.OnGroupLeft(GroupName.Of(group)),
                11 => Gone(device),
                _ => Board.OnDeadline(_now, _present),
            };
            Follow(changed);
            return changed;
        }

        public void Finish()
        {
            foreach (var group in Groups)
            {
                Follow(Board.OnActiveLeaf(GroupName.Of(group), ulong.MaxValue));
                Follow(Board.OnRoster(GroupName.Of(group), Devices));
                Follow(Board.OnRoster(GroupName.Of(group), []));
            }

            foreach (var device in Devices)
            {
                Follow(Board.OnSiblingWelcome(device));
            }

            Follow(Board.OnPublished());
        }

        public void Check()
        {
            var open = Board.Open;
            Assert.Equal(open.Count == 0, Board.AllSettled);
            Assert.Equal(_states.Count(one => one.Value <= ObligationState.Submitted), open.Count);
            Assert.Equal(_states.Count, open.Count + Board.Settled.Accepted + Board.Settled.Superseded + Board.Settled.Cancelled);
            Assert.Equal(open.OrderByDescending(one => one.IsUrgent).ThenBy(one => one.Id), open);
            Assert.Equal(open.Count == 0 ? null : open.Min(one => one.Deadline), Board.NextDeadline);
            Assert.All(open, one => Assert.False(one.IsSettled));
            Assert.All(open, one => Assert.Equal(_states[one.Id], one.State));

            // One of a kind: one rotation a group, one intention for a device in a group.
            Assert.Distinct(open.Where(one => one.Kind == ObligationKind.Rotate).Select(one => one.Group));
            Assert.Distinct(open.Where(one => one.Kind is ObligationKind.AddDevice or ObligationKind.RemoveDevice).Select(one => (one.Group, one.Subject)));

            // Only a present device is asked, and none to do what only others can do to it.
            Assert.All(open, one => Assert.True(one.Assignee.Length == 0 || _present.Any(candidate => candidate.Device == one.Assignee)));
            Assert.All(open, one => Assert.True(one.Subject.Length == 0 || one.Assignee != one.Subject));
        }

        private static ObligationRequest Request(ObligationKind kind, ObligationCause cause, string group, string subject, ulong wanted, string committer) =>
            new(kind, cause, GroupName.Parse(group), subject, wanted) { Committer = committer, CommitterLeaf = (uint)Math.Max(Array.IndexOf(Devices, committer), 0) };

        private IReadOnlyList<Obligation> Gone(string device)
        {
            _present.RemoveAll(candidate => candidate.Device == device);
            return Board.OnDeviceGone(_now, device, _present);
        }

        /// <summary>Every change is of one that is not settled yet; a settled one is never heard of again.</summary>
        private void Follow(IReadOnlyList<Obligation> changed)
        {
            Assert.Equal(changed.Select(one => one.Id).Order(), changed.Select(one => one.Id));
            foreach (var one in changed)
            {
                Assert.True(_states.GetValueOrDefault(one.Id) <= ObligationState.Submitted, $"{one} after it was settled");
                _states[one.Id] = one.State;
            }
        }
    }
}
