using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class ExternalCommitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_client_joins_by_external_Commit(int members)
    {
        using var group = TestGroup.Of(members);

        var joined = group.JoinExternally(new TestClient("J"));

        group.AssertAgreement();
        Assert.Equal((uint)members, joined.Leaf.Value);
        Enumerable.Range(0, members + 1).ToList().ForEach(committer => group.Commit(committer).Dispose());
        group.AssertAgreement();
    }

    [Fact]
    public void A_joiner_takes_the_leftmost_free_leaf_and_the_tree_from_beside()
    {
        using var group = TestGroup.Of(5);
        group.Remove(0, 1, 3).Dispose();
        using var client = new TestClient("J");
        var info = group[0].Group.GroupInfo(withTree: false, withExternalPub: true);

        using var join = ExternalJoiner.Join(client.Services, info, group[0].Group.Public.Tree, client.Identity, client.Signer, null, []);

        Assert.All(group.Members, member => member.Follow(join.Message));
        using var joined = join.TakeGroup();
        Assert.Equal(1u, joined.OwnLeaf.Value);
        Assert.True(joined.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
        Assert.Throws<InvalidOperationException>(join.TakeGroup);
    }

    [Fact]
    public void A_pre_shared_key_enters_an_external_Commit()
    {
        using var group = TestGroup.Of(3, change: services => services with { Psks = new TestPsks().With("shared") });
        var client = new TestClient("J", services => services with { Psks = new TestPsks().With("shared") });
        var id = new PreSharedKeyId.External(OpaqueBytes.FromText("shared"), OpaqueBytes.Own(new byte[32]));

        group.JoinExternally(client, psks: [id]);

        group.AssertAgreement();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_member_that_has_lost_its_state_takes_its_place_anew(int place)
    {
        using var group = TestGroup.Of(4, change: services => services with { Authentication = new TestAuthentication() });
        var lost = group[place];

        var again = group.JoinExternally(lost.Client, resync: place);

        Assert.Equal(lost, Assert.Single(group.Gone));
        Assert.Equal(lost.Leaf, again.Leaf);
        Assert.Equal(4u, group[0].Group.Public.Tree.Members);
        group.AssertAgreement();
        Enumerable.Range(0, 4).ToList().ForEach(committer => group.Commit(committer).Dispose());
        group.AssertAgreement();
    }

    [Fact]
    public void Nobody_takes_the_place_of_somebody_else()
    {
        using var group = TestGroup.Of(4, change: services => services with { Authentication = new TestAuthentication() });
        using var thief = new TestClient("thief");
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        using var join = ExternalJoiner.Join(thief.Services, info, null, thief.Identity, thief.Signer, group[2].Leaf, []);
        var snapshots = group.Members.Select(member => Snapshots.Of(member.Group)).ToList();

        Assert.All(group.Members, member => Assert.Same(
            ExternalCommitViolations.ExternalCommitRemove,
            Assert.Throws<ProtocolViolationException>(() => member.Group.Receive(join.Message)).Violation));
        Assert.Equal(snapshots, group.Members.Select(member => Snapshots.Of(member.Group)).ToList());
    }

    [Fact]
    public void An_external_Commit_that_is_not_accepted_is_dropped()
    {
        using var group = TestGroup.Of(2);
        using var client = new TestClient("J");
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        var join = ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []);
        group.Commit(1).Dispose();

        Assert.Equal(new ReceiveResult.OldEpoch(new Epoch(1)), group[0].Group.Receive(join.Message));
        join.Dispose();
        group.JoinExternally(new TestClient("K"));
        group.AssertAgreement();
    }

    [Fact]
    public void Joiners_one_after_the_other_each_need_the_GroupInfo_of_the_epoch()
    {
        using var group = TestGroup.Of(1);
        foreach (var i in Enumerable.Range(1, 8))
        {
            group.JoinExternally(new TestClient(TestGroup.NameOf(i)));
            group.AssertAgreement();
        }

        Assert.Equal(9u, group[0].Group.Public.Tree.Members);
    }
}
