using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class GroupTests
{
    [Fact]
    public void A_creator_is_alone_in_epoch_0()
    {
        using var group = TestGroup.Of(1);

        Assert.Equal(new Epoch(0), group[0].Group.Epoch);
        Assert.Equal(1u, group[0].Group.Public.Tree.Members);
        group.Commit(0).Dispose();
        Assert.Equal(new Epoch(1), group[0].Group.Epoch);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Clients_added_by_one_Commit_agree_with_its_committer(int count)
    {
        using var group = TestGroup.Of(count);

        Assert.Equal(new Epoch(1), group[0].Group.Epoch);
        Assert.Equal((uint)count, group[0].Group.Public.Tree.Members);
        group.AssertAgreement();
        for (var i = count - 1; i >= 0; i--)
        {
            group.Commit(i).Dispose();
            group.AssertAgreement();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tree_comes_in_the_Welcome_or_beside_it(bool inside)
    {
        using var group = TestGroup.Of(2);
        var client = new TestClient("J");
        using var bundle = client.NewKeyPackage();
        using var pending = group.Commit(1, new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], TreeInWelcome = inside });

        group.Join(client, bundle, pending.Welcome!, inside ? null : group[0].Group.Public.Tree);

        group.AssertAgreement();
    }

    [Fact]
    public void A_joiner_of_a_Commit_without_path_holds_no_parents_and_follows_those_that_reach_it()
    {
        using var group = TestGroup.Of(4);
        group.Commit(0).Dispose();
        var client = new TestClient("J");
        using var bundle = client.NewKeyPackage();
        using var pending = group.Commit(2, new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], ForcePath = false });
        var joined = group.Join(client, bundle, pending.Welcome!, group[0].Group.Public.Tree);

        Assert.Null(((FramedContentBody.OfCommit)pending.Staged.Transition.Content.Content.Body).Commit.Path);
        Assert.Empty(joined.Group.State.Keys.Parents());
        foreach (var committer in Enumerable.Range(0, 5))
        {
            group.Commit(committer).Dispose();
            group.AssertAgreement();
        }
    }

    [Fact]
    public void A_Commit_with_path_replaces_the_committers_keys_up_to_the_root()
    {
        using var group = TestGroup.Of(4);
        var before = group[3].Group.Public.Tree;

        group.Commit(3).Dispose();

        var after = group[0].Group.Public.Tree;
        Assert.NotEqual(before.Leaf(group[3].Leaf)!.EncryptionKey, after.Leaf(group[3].Leaf)!.EncryptionKey);
        Assert.All(after.DirectPath(group[3].Leaf), parent => Assert.False(parent.IsBlank));
        Assert.NotEqual(before.Root.EncryptionKey, after.Root.EncryptionKey);
    }

    [Fact]
    public void A_removed_member_is_told_so_and_cannot_follow()
    {
        using var group = TestGroup.Of(4);
        var removed = group[2];

        group.Remove(1, 2).Dispose();
        using var next = group.Commit(0);

        group.AssertAgreement();
        Assert.Equal(removed, Assert.Single(group.Gone));
        Assert.Null(group[0].Group.Public.Tree.Leaf(removed.Leaf));
        Assert.IsType<ReceiveResult.FutureEpoch>(removed.Group.Receive(next.Message));
    }

    [Fact]
    public void A_member_cannot_apply_the_Commit_that_removes_it()
    {
        using var group = TestGroup.Of(2);
        using var pending = group[0].Group.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[1].Leaf)] });
        using var staged = group[1].Stage(pending.Message);

        Assert.True(staged.RemovesSelf);
        Assert.Throws<InvalidOperationException>(() => group[1].Group.Apply(staged));
    }

    [Fact]
    public void Removing_the_right_half_shrinks_the_tree()
    {
        using var group = TestGroup.Of(5);
        Assert.Equal(8u, group[0].Group.Public.Tree.LeafCount);

        group.Remove(0, 4).Dispose();

        Assert.Equal(4u, group[0].Group.Public.Tree.LeafCount);
        group.Commit(1).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void A_client_that_was_removed_is_added_anew_by_the_same_Commit()
    {
        using var group = TestGroup.Of(4);
        var again = group[2];
        using var bundle = again.Client.NewKeyPackage();
        var options = new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage), new Proposal.Remove(again.Leaf)] };

        group.Commit(0, options, [(again.Client, bundle)]).Dispose();

        Assert.Equal(4, group.Members.Count);
        group.AssertAgreement();
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public void Proposals_are_committed_by_reference(WireFormat format)
    {
        using var group = TestGroup.Of(5);
        group.Broadcast(group[1], group[1].Group.ProposeUpdate(format));
        group.Broadcast(group[2], group[2].Group.Propose(new Proposal.Remove(group[4].Leaf), format));
        group.Broadcast(group[3], group[3].Group.ProposeUpdate(format));
        var before = group[1].Group.Public.Tree.Leaf(group[1].Leaf);

        using var pending = group.Commit(0, new CommitOptions { Format = format });

        Assert.Equal(3, pending.Staged.Transition.Provisional.Proposals.All.Count);
        Assert.Equal(4, group.Members.Count);
        Assert.NotEqual(before, group[1].Group.Public.Tree.Leaf(group[1].Leaf));
        group.AssertAgreement();
        Enumerable.Range(0, 4).ToList().ForEach(committer => group.Commit(committer, new CommitOptions { Format = format }).Dispose());
        group.AssertAgreement();
    }

    [Fact]
    public void A_pre_shared_key_from_outside_enters_the_next_epoch()
    {
        using var group = TestGroup.Of(3, change: services => services with { Psks = new TestPsks().With("shared") });
        var id = new PreSharedKeyId.External(OpaqueBytes.FromText("shared"), Nonce(1));
        var client = new TestClient("J", services => services with { Psks = new TestPsks().With("shared") });
        using var bundle = client.NewKeyPackage();
        var options = new CommitOptions { Proposals = [new Proposal.PreSharedKey(id), new Proposal.Add(bundle.KeyPackage)], ForcePath = false };

        group.Commit(1, options, [(client, bundle)]).Dispose();

        group.AssertAgreement();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_resumption_key_of_a_past_epoch_enters_the_next(int epochsAgo)
    {
        using var group = TestGroup.Of(3);
        Enumerable.Range(0, 3).ToList().ForEach(committer => group.Commit(committer).Dispose());
        var epoch = new Epoch(group[0].Group.Epoch.Value - (ulong)epochsAgo);
        var id = new PreSharedKeyId.Resumption(ResumptionPskUsage.Application, group[0].Group.GroupId, epoch, Nonce(1));

        group.Commit(1, new CommitOptions { Proposals = [new Proposal.PreSharedKey(id)], ForcePath = false }).Dispose();

        group.AssertAgreement();
    }

    [Fact]
    public void GroupContextExtensions_replace_those_of_the_group()
    {
        using var group = TestGroup.Of(3);
        var required = new RequiredCapabilities([], [], [CredentialType.Basic]);
        var extensions = ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(required));

        group.Commit(2, new CommitOptions { Proposals = [new Proposal.GroupContextExtensions(extensions)] }).Dispose();

        Assert.All(group.Members, member => Assert.Equal(extensions, member.Group.Public.Context.Extensions));
        group.Add(0, new TestClient("J")).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void Nothing_more_is_sent_in_a_group_that_a_ReInit_has_closed()
    {
        using var group = TestGroup.Of(3);
        var suite = group[0].Client.Services.Crypto.Suite;
        var reInit = new Proposal.ReInit(new GroupId(OpaqueBytes.FromText("next")), ProtocolVersion.Mls10, suite, ExtensionList.Empty);

        group.Commit(1, new CommitOptions { Proposals = [reInit], ForcePath = false }).Dispose();

        group.AssertAgreement();
        foreach (var member in group.Members)
        {
            Assert.True(member.Group.Public.IsClosed);
            AssertClosed(() => member.Group.Commit(new CommitOptions()));
            AssertClosed(() => member.Group.Protect("data"u8));
            AssertClosed(() => member.Group.ProposeUpdate());
        }
    }

    [Fact]
    public void A_group_with_an_extension_list_that_repeats_itself_is_not_created()
    {
        using var client = new TestClient("A");
        var twice = ExtensionList.Empty.With(ExtensionType.ExternalSenders, [0]).With(ExtensionType.ExternalSenders, [0]);

        var refused = Assert.Throws<ProtocolViolationException>(() => TestGroup.Create(client, extensions: twice));

        Assert.Same(ExtensionViolations.DuplicateGroupContextExtension, refused.Violation);
    }

    [Fact]
    public void Who_is_removed_need_not_support_the_proposals_of_the_Commit()
    {
        var type = new ProposalType(0xF000);
        var able = Capabilities.Minimal(Suites.One.Suite) with { Proposals = [type] };
        using var group = TestGroup.Create(new TestClient("A", capabilities: able));
        group.Add(0, new TestClient("B", capabilities: able), new TestClient("C")).Dispose();
        var custom = new Proposal.Custom(type, default);

        var refused = Assert.Throws<ProtocolViolationException>(() => group[0].Group.Commit(new CommitOptions { Proposals = [custom] }));
        group.Commit(0, new CommitOptions { Proposals = [custom, new Proposal.Remove(group[2].Leaf)] }).Dispose();

        Assert.Same(CommitViolations.ProposalUnsupported, refused.Violation);
        group.AssertAgreement();
    }

    [Fact]
    public void Shared_trees_are_the_same_object_and_change_nothing_else()
    {
        using var group = TestGroup.Of(4);
        group.Commit(2).Dispose();
        var snapshot = Snapshots.Of(group[1].Group);

        group[1].Group.ShareTree(group[0].Group.Public.Tree);

        Assert.Same(group[0].Group.Public.Tree, group[1].Group.Public.Tree);
        Assert.Equal(snapshot, Snapshots.Of(group[1].Group));
        group.Commit(1).Dispose();
        group.AssertAgreement();
    }

    private static OpaqueBytes Nonce(byte fill) => OpaqueBytes.Own([.. Enumerable.Repeat(fill, 32)]);

    private static void AssertClosed(Func<object> send) =>
        Assert.Same(CommitViolations.GroupReinitialized, Assert.Throws<ProtocolViolationException>(send).Violation);
}
