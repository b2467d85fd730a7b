using Mls.Core.Clients;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>What is expected in a network that repeats, reorders and reflects messages is a result, never an exception: one row for each situation.</summary>
public sealed class ReceiveOutcomeTests
{
    private static readonly IReadOnlyDictionary<string, (Type Expected, Func<Scene, MlsMessage> Message)> Rows =
        new Dictionary<string, (Type, Func<Scene, MlsMessage>)>(StringComparer.Ordinal)
        {
            // The member is the second of three, and what it receives comes from itself or from the first.
            ["own application data"] = Row<ReceiveResult.OwnEcho>(scene => scene.Own.Protect("own"u8)),
            ["own application data, altered on the way"] = Row<ReceiveResult.Duplicate>(scene => Scene.Altered(scene.Own.Protect("own"u8))),
            ["own application data of a past epoch"] = Row<ReceiveResult.OwnEcho>(scene => scene.Then(scene.Own.Protect("own"u8), 1)),
            ["own application data of an epoch that is gone"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.Own.Protect("own"u8), 4)),
            ["own application data after a restart"] = Row<ReceiveResult.OwnEcho>(scene => scene.Restarted(scene.Own.Protect("own"u8))),
            ["own application data twice"] = Row<ReceiveResult.Duplicate>(scene => scene.Received<ReceiveResult.OwnEcho>(scene.Own.Protect("own"u8))),
            ["own application data of a past epoch twice"] = Row<ReceiveResult.Duplicate>(scene =>
                scene.Received<ReceiveResult.OwnEcho>(scene.Then(scene.Own.Protect("own"u8), 1))),
            ["own application data twice, with a restart between"] = Row<ReceiveResult.Duplicate>(scene =>
                scene.Restarted(scene.Received<ReceiveResult.OwnEcho>(scene.Own.Protect("own"u8)))),
            ["own proposal"] = Row<ReceiveResult.OwnEcho>(scene => scene.Own.ProposeUpdate()),
            ["own proposal, private"] = Row<ReceiveResult.OwnEcho>(scene => scene.Own.ProposeUpdate(WireFormat.PrivateMessage)),
            ["own proposal of a past epoch"] = Row<ReceiveResult.OwnEcho>(scene => scene.Then(scene.Own.ProposeUpdate(), 1)),
            ["own private proposal of a past epoch"] = Row<ReceiveResult.OwnEcho>(scene => scene.Then(scene.Own.ProposeUpdate(WireFormat.PrivateMessage), 1)),
            ["own proposal of an epoch that is gone"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.Own.ProposeUpdate(), 4)),
            ["own Commit before it is applied"] = Row<ReceiveResult.OwnEcho>(scene => scene.Pending(WireFormat.PublicMessage).Message),
            ["own private Commit before it is applied"] = Row<ReceiveResult.OwnEcho>(scene => scene.Pending(WireFormat.PrivateMessage).Message),
            ["own Commit after it is applied"] = Row<ReceiveResult.OwnEcho>(scene => scene.Applied(1, WireFormat.PublicMessage)),
            ["own private Commit after it is applied"] = Row<ReceiveResult.OwnEcho>(scene => scene.Applied(1, WireFormat.PrivateMessage)),
            ["own Commit after it is dropped"] = Row<ReceiveResult.OwnEcho>(scene => scene.Dropped()),
            ["own Commit of an epoch that is gone"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.Applied(1, WireFormat.PublicMessage), 4)),
            ["own Commit on a Commit that is not applied"] = Row<ReceiveResult.FutureEpoch>(scene => scene.Stacked(isApplied: false)),
            ["own Commit on a Commit that is applied"] = Row<ReceiveResult.OwnEcho>(scene => scene.Stacked(isApplied: true)),
            ["application data twice"] = Row<ReceiveResult.Duplicate>(scene => scene.Received<ReceiveResult.Application>(scene.Other.Protect("data"u8))),
            ["application data of a past epoch twice"] = Row<ReceiveResult.Duplicate>(scene =>
                scene.Received<ReceiveResult.Application>(scene.Then(scene.Other.Protect("data"u8), 1))),
            ["application data twice, with an epoch between"] = Row<ReceiveResult.Duplicate>(scene =>
                scene.Then(scene.Received<ReceiveResult.Application>(scene.Other.Protect("data"u8)), 1)),
            ["application data twice, with a restart between"] = Row<ReceiveResult.Duplicate>(scene =>
                scene.Restarted(scene.Received<ReceiveResult.Application>(scene.Other.Protect("data"u8)))),
            ["application data of an epoch that is gone"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.Other.Protect("data"u8), 4)),
            ["application data of an epoch to come"] = Row<ReceiveResult.FutureEpoch>(scene => scene.Ahead(other => other.Protect("data"u8))),
            ["a proposal twice"] = Row<ReceiveResult.Duplicate>(scene => scene.Received<ReceiveResult.ProposalStored>(scene.Other.ProposeUpdate())),
            ["a private proposal twice"] = Row<ReceiveResult.Duplicate>(scene =>
                scene.Received<ReceiveResult.ProposalStored>(scene.Other.ProposeUpdate(WireFormat.PrivateMessage))),
            ["a proposal of a past epoch"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.Other.ProposeUpdate(), 1)),
            ["a private proposal of a past epoch"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.Other.ProposeUpdate(WireFormat.PrivateMessage), 1)),
            ["a proposal of an epoch to come"] = Row<ReceiveResult.FutureEpoch>(scene => scene.Ahead(other => other.ProposeUpdate())),
            ["a private proposal of an epoch to come"] = Row<ReceiveResult.FutureEpoch>(scene => scene.Ahead(other => other.ProposeUpdate(WireFormat.PrivateMessage))),
            ["a Commit that is staged"] = Row<ReceiveResult.CommitStaged>(scene => scene.Received<ReceiveResult.CommitStaged>(scene.OtherCommit(WireFormat.PublicMessage))),
            ["a private Commit that is staged"] = Row<ReceiveResult.Duplicate>(scene => scene.Received<ReceiveResult.CommitStaged>(scene.OtherCommit(WireFormat.PrivateMessage))),
            ["a Commit that is applied"] = Row<ReceiveResult.OldEpoch>(scene => scene.Applied(0, WireFormat.PublicMessage)),
            ["a private Commit that is applied"] = Row<ReceiveResult.OldEpoch>(scene => scene.Applied(0, WireFormat.PrivateMessage)),
            ["a Commit that lost against another"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.OtherCommit(WireFormat.PublicMessage), 1)),
            ["a private Commit that lost against another"] = Row<ReceiveResult.OldEpoch>(scene => scene.Then(scene.OtherCommit(WireFormat.PrivateMessage), 1)),
            ["a Commit of an epoch to come"] = Row<ReceiveResult.FutureEpoch>(scene => scene.Ahead(other => scene.Keep(other.Commit(new CommitOptions())).Message)),
            ["an external Commit that is applied"] = Row<ReceiveResult.OldEpoch>(scene => scene.JoinedExternally()),
            ["application data of another group"] = Row<ReceiveResult.OtherGroup>(scene => scene.Foreign.Protect("data"u8)),
            ["a proposal of another group"] = Row<ReceiveResult.OtherGroup>(scene => scene.Foreign.ProposeUpdate()),
            ["a private proposal of another group"] = Row<ReceiveResult.OtherGroup>(scene => scene.Foreign.ProposeUpdate(WireFormat.PrivateMessage)),
            ["a Commit of another group"] = Row<ReceiveResult.OtherGroup>(scene => scene.Keep(scene.Foreign.Commit(new CommitOptions())).Message),
        };

    /// <summary>Octets of a snapshot that a message waited for takes: its number, a hash and its length.</summary>
    private const int WaitedFor = 8 + 33;

    public static TheoryData<string> Situations() => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Situations))]
    public void Each_situation_has_its_result_and_changes_nothing_but_that_an_echo_is_no_longer_waited_for(string situation)
    {
        using var scene = new Scene();
        var (expected, prepare) = Rows[situation];
        var octets = Tls.Encode(prepare(scene));
        var before = Snapshots.Of(scene.Own);

        var result = scene.Own.Receive(Tls.Decode<MlsMessage>(octets));

        (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
        Assert.IsType(expected, result);
        Assert.Equal(before.Length - (IsEchoOfData(situation, result) ? WaitedFor : 0), Snapshots.Of(scene.Own).Length);
        if (!IsEchoOfData(situation, result))
        {
            Assert.Equal(before, Snapshots.Of(scene.Own));
        }
    }

    [Fact]
    public void One_who_has_joined_by_an_external_Commit_takes_its_echo_for_old()
    {
        using var group = TestGroup.Of(2);
        using var client = new TestClient("X");
        using var join = ExternalJoiner.Join(client.Services, group[0].Group.GroupInfo(withTree: true, withExternalPub: true), null, client.Identity, client.Signer, null, []);
        using var joined = join.TakeGroup();

        Assert.IsType<ReceiveResult.OldEpoch>(joined.Receive(join.Message));
    }

    [Fact]
    public void What_no_group_receives_is_the_callers_mistake()
    {
        using var group = TestGroup.Of(2);
        var info = new MlsMessage.OfGroupInfo(group[0].Group.GroupInfo(withTree: true, withExternalPub: false));

        Assert.Throws<ArgumentException>(() => group[1].Group.Receive(info));
    }

    private static bool IsEchoOfData(string situation, ReceiveResult result) =>
        result is ReceiveResult.OwnEcho && situation.StartsWith("own application data", StringComparison.Ordinal);

    private static (Type Expected, Func<Scene, MlsMessage> Message) Row<TResult>(Func<Scene, MlsMessage> message)
        where TResult : ReceiveResult => (typeof(TResult), message);

    private sealed class Scene : IDisposable
    {
        private readonly TestGroup _group = TestGroup.Of(3);
        private readonly TestGroup _foreign = TestGroup.Of(2, id: "foreign");
        private readonly List<IDisposable> _owned = [];

        public Group Own => _group[1].Group;

        public Group Other => _group[0].Group;

        public Group Foreign => _foreign[0].Group;

        public static MlsMessage Altered(MlsMessage message)
        {
            var octets = Tls.Encode(message);
            octets[^1] ^= 1;
            return Tls.Decode<MlsMessage>(octets);
        }

        public T Keep<T>(T owned)
            where T : IDisposable
        {
            _owned.Add(owned);
            return owned;
        }

        /// <summary>The message, after the group has gone on.</summary>
        public MlsMessage Then(MlsMessage message, int epochs)
        {
            for (var i = 0; i < epochs; i++)
            {
                _group.Commit(2, new CommitOptions { IncludeReceived = false }).Dispose();
            }

            return message;
        }

        public MlsMessage Restarted(MlsMessage message)
        {
            Snapshots.Reload(_group[1]);
            return message;
        }

        public MlsMessage Received<TResult>(MlsMessage message)
            where TResult : ReceiveResult
        {
            var result = Assert.IsType<TResult>(Own.Receive(message));
            (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
            return message;
        }

        public PendingCommit Pending(WireFormat format) => Keep(Own.Commit(new CommitOptions { Format = format }));

        public MlsMessage OtherCommit(WireFormat format) => Keep(Other.Commit(new CommitOptions { Format = format })).Message;

        public MlsMessage Applied(int committer, WireFormat format) => Keep(_group.Commit(committer, new CommitOptions { Format = format })).Message;

        public MlsMessage Dropped()
        {
            using var pending = Own.Commit(new CommitOptions());
            return pending.Message;
        }

        public MlsMessage Stacked(bool isApplied)
        {
            var first = Keep(Own.Commit(new CommitOptions()));
            var second = Keep(Own.CommitOn(first.Staged, new CommitOptions()));
            if (isApplied)
            {
                Own.Apply(first.Staged);
            }

            return second.Message;
        }

        /// <summary>What the first member sends when all but the second have gone on.</summary>
        public MlsMessage Ahead(Func<Group, MlsMessage> send)
        {
            var pending = Keep(Other.Commit(new CommitOptions()));
            Other.Apply(pending.Staged);
            return send(Other);
        }

        public MlsMessage JoinedExternally()
        {
            using var client = new TestClient("X");
            var join = Keep(ExternalJoiner.Join(client.Services, Other.GroupInfo(withTree: true, withExternalPub: true), null, client.Identity, client.Signer, null, []));
            _group[1].Follow(join.Message);
            return join.Message;
        }

        public void Dispose()
        {
            _owned.Reverse();
            _owned.ForEach(one => one.Dispose());
            _group.Dispose();
            _foreign.Dispose();
        }
    }
}
