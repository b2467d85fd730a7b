using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Xunit;

namespace TestKit;

/// <summary>All members of one group in one process. Members are in the order in which they came; those removed leave the list.</summary>
public sealed class TestGroup : IDisposable
{
    private readonly List<TestMember> _members = [];
    private readonly List<TestMember> _gone = [];

    private TestGroup(TestMember creator) => _members.Add(creator);

    /// <summary>The present members.</summary>
    public IReadOnlyList<TestMember> Members => _members;

    /// <summary>Members that have been removed, with the last state they reached.</summary>
    public IReadOnlyList<TestMember> Gone => _gone;

    /// <summary>Called with each Commit that all have applied.</summary>
    public Action<PublicTransition> Committed { get; set; } = _ => { };

    /// <summary>Called with each Commit before anybody receives it.</summary>
    public Action<MlsMessage> Ordered { get; set; } = _ => { };

    /// <summary>The member in that place of the list.</summary>
    public TestMember this[int index] => _members[index];

    /// <summary>A group of clients A, B, C and so on, the first its creator, the others added by one Commit.</summary>
    /// <param name="count">How many.</param>
    /// <param name="id">The group's id as text.</param>
    /// <param name="extensions">Extensions of the GroupContext.</param>
    /// <param name="change">Adjusts what the members' groups are given.</param>
    public static TestGroup Of(int count, string id = "group", ExtensionList? extensions = null, Func<GroupServices, GroupServices>? change = null)
    {
        var group = Create(new TestClient("A", change), id, extensions);
        if (count > 1)
        {
            group.Add(0, [.. Enumerable.Range(1, count - 1).Select(i => new TestClient(NameOf(i), change))]);
        }

        return group;
    }

    /// <summary>A group of one.</summary>
    public static TestGroup Create(TestClient creator, string id = "group", ExtensionList? extensions = null) => new(new TestMember(
        creator,
        GroupCreator.Create(
            creator.Services, new GroupId(OpaqueBytes.FromText(id)), extensions ?? ExtensionList.Empty, creator.Identity, Lifetime.Eternal, creator.Signer)));

    /// <summary>A to Z, then A1 and so on.</summary>
    public static string NameOf(int index) => $"{(char)('A' + (index % 26))}{(index < 26 ? string.Empty : index / 26)}";

    /// <summary>Adds clients by one Commit and lets all follow.</summary>
    public PendingCommit Add(int committer, params TestClient[] clients)
    {
        var bundles = clients.Select(client => (client, client.NewKeyPackage())).ToList();
        var options = new CommitOptions { Proposals = [.. bundles.Select(one => (Proposal)new Proposal.Add(one.Item2.KeyPackage))] };
        var pending = Commit(committer, options, bundles);
        bundles.ForEach(one => one.Item2.Dispose());
        return pending;
    }

    /// <summary>Removes members by one Commit and lets the others follow.</summary>
    public PendingCommit Remove(int committer, params int[] removed) =>
        Commit(committer, new CommitOptions { Proposals = [.. removed.Select(index => (Proposal)new Proposal.Remove(_members[index].Leaf))] });

    /// <summary>A Commit of the member in that place, followed by all; by default one with a path and nothing else.</summary>
    /// <param name="committer">Place in the list.</param>
    /// <param name="options">The Commit.</param>
    /// <param name="joining">Clients that it adds, with the KeyPackages used; they join by its Welcome.</param>
    /// <returns>The Commit, applied.</returns>
    public PendingCommit Commit(int committer, CommitOptions? options = null, IReadOnlyList<(TestClient Client, KeyPackageBundle Bundle)>? joining = null)
    {
        options ??= new CommitOptions();
        var pending = _members[committer].Group.Commit(options);
        Deliver(pending, _members[committer], joining);
        return pending;
    }

    /// <summary>Lets all follow a Commit that one of them has built.</summary>
    public void Deliver(PendingCommit pending, TestMember committer, IReadOnlyList<(TestClient Client, KeyPackageBundle Bundle)>? joining = null)
    {
        Ordered(pending.Message);
        foreach (var member in _members.ToList())
        {
            if (member == committer)
            {
                continue;
            }

            using var staged = member.Stage(pending.Message);
            if (staged.RemovesSelf)
            {
                _members.Remove(member);
                _gone.Add(member);
            }
            else
            {
                member.Group.Apply(staged);
            }
        }

        committer.Group.Apply(pending.Staged);
        foreach (var (client, bundle) in joining ?? [])
        {
            Join(client, bundle, pending.Welcome!, committer.Group.Public.Tree);
        }

        Committed(pending.Staged.Transition);
    }

    /// <summary>Lets a client join by a Welcome.</summary>
    public TestMember Join(TestClient client, KeyPackageBundle bundle, Welcome welcome, RatchetTree? tree)
    {
        var member = new TestMember(client, WelcomeReceiver.Join(client.Services, welcome, bundle, tree));
        _members.Add(member);
        return member;
    }

    /// <summary>Joins by external Commit and lets all follow; a resync puts <paramref name="client"/> in the place of the member at <paramref name="resync"/> of the list.</summary>
    public TestMember JoinExternally(TestClient client, int? resync = null, ValueList<PreSharedKeyId>? psks = null)
    {
        var info = _members[resync == 0 ? 1 : 0].Group.GroupInfo(withTree: true, withExternalPub: true);
        var own = resync is { } index ? _members[index].Leaf : (LeafIndex?)null;
        using var join = ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, own, psks ?? []);
        Ordered(join.Message);
        foreach (var member in _members.ToList())
        {
            using var staged = member.Stage(join.Message);
            if (staged.RemovesSelf)
            {
                _members.Remove(member);
                _gone.Add(member);
            }
            else
            {
                member.Group.Apply(staged);
            }
        }

        var joined = new TestMember(client, join.TakeGroup());
        _members.Add(joined);
        Committed(join.Transition);
        return joined;
    }

    /// <summary>Everybody but the sender receives a message.</summary>
    public IReadOnlyList<ReceiveResult> Broadcast(TestMember sender, MlsMessage message) =>
        [.. _members.Where(member => member != sender).Select(member => member.Group.Receive(message))];

    /// <summary>Fails the test unless all members agree on the epoch, the tree and its secrets.</summary>
    public void AssertAgreement()
    {
        var first = _members[0].Group;
        using var exported = first.Export("agreement"u8, "test"u8, 32);
        foreach (var member in _members)
        {
            var group = member.Group;
            Assert.Equal(first.Epoch, group.Epoch);
            Assert.True(first.EpochAuthenticator.FixedTimeEquals(group.EpochAuthenticator), $"{member.Name} has another epoch authenticator");
            Assert.Equal(first.Public.Context, group.Public.Context);
            Assert.Equal(first.Public.Tree.TreeHash(group.Services.Crypto), group.Public.Context.TreeHash);
            using var own = group.Export("agreement"u8, "test"u8, 32);
            Assert.True(exported.FixedTimeEquals(own), $"{member.Name} exports another secret");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _members.ForEach(member => member.Dispose());
        _gone.ForEach(member => member.Dispose());
    }
}
