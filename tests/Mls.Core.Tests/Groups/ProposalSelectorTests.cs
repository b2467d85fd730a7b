using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class ProposalSelectorTests
{
    [Fact]
    public void A_committer_leaves_out_its_own_Update_and_its_own_Remove()
    {
        using var group = TestGroup.Of(3);
        Send(group, 0, group[0].Group.ProposeUpdate());
        Send(group, 1, new Proposal.Remove(group[0].Leaf));
        Send(group, 1, new Proposal.Remove(group[2].Leaf));

        Assert.Equal([new Proposal.Remove(group[2].Leaf)], Committed(group, 0));
    }

    [Fact]
    public void A_Remove_goes_before_Updates_and_a_later_Update_before_an_earlier()
    {
        using var group = TestGroup.Of(4);
        Send(group, 1, group[1].Group.ProposeUpdate());
        Send(group, 2, group[2].Group.ProposeUpdate());
        Send(group, 2, group[2].Group.ProposeUpdate());
        Send(group, 3, new Proposal.Remove(group[1].Leaf));
        Send(group, 2, new Proposal.Remove(group[1].Leaf));
        var later = group[0].Group.State.Proposals.Find(group[0].Group.State.Proposals.Refs[2])!.Proposal;

        Assert.Equal([later, new Proposal.Remove(group[1].Leaf)], Committed(group, 0));
    }

    [Fact]
    public void What_the_Commit_holds_by_value_goes_before_what_was_received()
    {
        using var group = TestGroup.Of(3);
        Send(group, 1, group[1].Group.ProposeUpdate());
        Send(group, 2, new Proposal.Remove(group[1].Leaf));

        Assert.Equal([new Proposal.Remove(group[1].Leaf)], Committed(group, 0, new Proposal.Remove(group[1].Leaf)));
    }

    [Fact]
    public void A_client_is_added_once_and_not_while_it_is_a_member()
    {
        using var group = TestGroup.Of(4);
        using var joiner = new TestClient("J");
        using var first = joiner.NewKeyPackage();
        using var second = joiner.NewKeyPackage();
        using var present = group[2].Client.NewKeyPackage();
        using var again = group[3].Client.NewKeyPackage();
        Send(group, 1, new Proposal.Add(first.KeyPackage));
        Send(group, 1, new Proposal.Add(second.KeyPackage));
        Send(group, 1, new Proposal.Add(present.KeyPackage));
        Send(group, 1, new Proposal.Add(again.KeyPackage));
        Send(group, 1, new Proposal.Remove(group[3].Leaf));

        Assert.Equal(
            [new Proposal.Add(first.KeyPackage), new Proposal.Add(again.KeyPackage), new Proposal.Remove(group[3].Leaf)],
            Committed(group, 0, joining: [(joiner, first), (group[3].Client, again)]));
    }

    [Fact]
    public void A_KeyPackage_whose_client_does_not_suit_the_group_is_left_out()
    {
        using var group = TestGroup.Of(2);
        using var stranger = new TestClient("S", capabilities: Capabilities.Minimal(Suites.One.Suite) with { Credentials = [CredentialType.Basic, CredentialType.X509] });
        using var odd = new TestClient("O");
        using var bundle = stranger.NewKeyPackage();
        Send(group, 1, new Proposal.Add(bundle.KeyPackage));

        Assert.Throws<Violations.ProtocolViolationException>(() => group[1].Group.Propose(
            Forge.Add(odd, leaf => leaf with { Capabilities = leaf.Capabilities with { Credentials = [CredentialType.X509] } })));
        Assert.Equal([new Proposal.Add(bundle.KeyPackage)], Committed(group, 0, joining: [(stranger, bundle)]));
    }

    [Fact]
    public void An_expired_KeyPackage_is_left_out()
    {
        var clock = new SettableClock(FixedClock.In(2024, 1).GetUtcNow());
        using var group = TestGroup.Of(3, change: services => services with { Clock = clock });
        using var client = new TestClient("J");
        using var bundle = client.NewKeyPackage(new Lifetime(0, (ulong)clock.GetUtcNow().ToUnixTimeSeconds() + 10));
        Send(group, 1, new Proposal.Add(bundle.KeyPackage));

        clock.Now += TimeSpan.FromSeconds(11);

        Assert.Empty(Committed(group, 0));
    }

    [Fact]
    public void A_pre_shared_key_is_used_once_and_only_where_it_is_known()
    {
        using var group = TestGroup.Of(3, change: services => services with { Psks = new TestPsks().With("known") });
        var known = new Proposal.PreSharedKey(new PreSharedKeyId.External(OpaqueBytes.FromText("known"), OpaqueBytes.Own(new byte[32])));
        var unknown = new Proposal.PreSharedKey(new PreSharedKeyId.External(OpaqueBytes.FromText("unknown"), OpaqueBytes.Own(new byte[32])));
        Send(group, 1, unknown);
        Send(group, 1, known);
        Send(group, 2, known);

        Assert.Equal([known], Committed(group, 0));
    }

    [Fact]
    public void The_first_GroupContextExtensions_that_all_support_stays()
    {
        using var group = TestGroup.Of(3);
        var unsupported = new Proposal.GroupContextExtensions(ExtensionList.Empty.With(new ExtensionType(0xF123), default));
        var required = Tls.EncodeOpaque(new RequiredCapabilities([], [], [CredentialType.Basic]));
        var first = new Proposal.GroupContextExtensions(ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, required));
        Send(group, 1, unsupported);
        Send(group, 1, first);
        Send(group, 2, new Proposal.GroupContextExtensions(ExtensionList.Empty));

        Assert.Equal([first], Committed(group, 0));
    }

    [Fact]
    public void A_ReInit_waits_until_it_is_alone()
    {
        using var group = TestGroup.Of(3);
        var reInit = new Proposal.ReInit(new GroupId(OpaqueBytes.FromText("next")), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty);
        Send(group, 1, reInit);
        Send(group, 1, reInit with { GroupId = new GroupId(OpaqueBytes.FromText("other")) });
        Send(group, 2, group[2].Group.ProposeUpdate());

        Assert.IsType<Proposal.Update>(Assert.Single(Committed(group, 0)));
        Send(group, 1, reInit);
        Send(group, 2, reInit with { GroupId = new GroupId(OpaqueBytes.FromText("other")) });
        Assert.Equal([reInit], Committed(group, 0));
    }

    [Fact]
    public void A_ReInit_by_value_stands_alone()
    {
        using var group = TestGroup.Of(3);
        var reInit = new Proposal.ReInit(new GroupId(OpaqueBytes.FromText("next")), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty);
        Send(group, 1, group[1].Group.ProposeUpdate());

        Assert.Equal([reInit], Committed(group, 0, reInit));
    }

    public static TheoryData<string> Conflicts() => [.. Valid.Keys];

    /// <summary>Proposals that are valid one by one and not together; what is committed of them.</summary>
    private static readonly Dictionary<string, Func<ProposalSituation, (Proposal[] Sent, Proposal[] ByValue, Proposal[] Committed)>> Valid = new()
    {
        ["an extension, and a client without it"] = on => ([on.Use, on.Unable], [], [on.Use]),
        ["a client without an extension, and the extension"] = on => ([on.Unable, on.Use], [], [on.Use]),
        ["an extension, and a client without it by value"] = on => ([on.Use], [on.Unable], [on.Unable]),
        ["a client without an extension, and the extension by value"] = on => ([on.Unable], [on.Use], [on.Use]),
        ["an extension, and a client that has it"] = on => ([on.Use, on.Able], [], [on.Use, on.Able]),
        ["a requirement, and two clients of which one meets it"] = on => ([on.Unable, on.Require, on.Able], [], [on.Require, on.Able]),
        ["two clients whose credentials exclude each other"] = on => ([on.Certified, on.Uncertified], [], [on.Certified]),
        ["the same in the other order"] = on => ([on.Uncertified, on.Certified], [], [on.Uncertified]),
        ["two clients whose credentials exclude each other, one by value"] = on => ([on.Certified], [on.Uncertified], [on.Uncertified]),
        ["a removal and a client that the one removed would have excluded"] = on => ([on.Exotic, on.RemoveC], [], [on.Exotic, on.RemoveC]),
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void Of_proposals_that_exclude_each_other_some_are_left_out_and_the_Commit_is_made(string conflict)
    {
        using var on = new ProposalSituation();
        var (sent, byValue, expected) = Valid[conflict](on);
        foreach (var proposal in sent)
        {
            Send(on.Group, 1, proposal);
        }

        using var pending = on.Group.Commit(0, new CommitOptions { Proposals = [.. byValue] });

        Assert.Equal(expected, pending.Staged.Transition.Provisional.Proposals.All.Select(item => item.Proposal));
        on.Group.AssertAgreement();
        on.Group.Broadcast(on.Group[0], on.Group[0].Group.Protect("goes on"u8));
    }

    [Fact]
    public void A_client_that_fits_only_once_the_extension_is_gone_is_added_with_the_Commit_that_drops_it()
    {
        using var on = new ProposalSituation();
        on.Group.Commit(0, new CommitOptions { Proposals = [on.Use] }).Dispose();
        var dropping = new Proposal.GroupContextExtensions(ExtensionList.Empty);
        Send(on.Group, 1, on.Unable);
        Send(on.Group, 2, dropping);

        Assert.Equal([on.Unable, dropping], Committed(on.Group, 0));
    }

    [Fact]
    public void Two_members_may_exchange_what_one_of_them_gives_up()
    {
        using var group = TestGroup.Of(3);
        var given = group[1].Group.Public.Tree.Leaf(group[1].Leaf)!.SignatureKey;
        using var fresh = new TestClient("fresh");
        using var bundle = fresh.NewKeyPackage();
        using var second = new TestClient("second");
        using var other = second.NewKeyPackage();
        var takes = UpdateTo(group[2], group[1].Group.State.Signer, bundle.KeyPackage.LeafNode.EncryptionKey);
        var gives = UpdateTo(group[1], fresh.Signer, other.KeyPackage.LeafNode.EncryptionKey);
        Assert.All((TestMember[])[group[0], group[1]], member => Assert.IsType<ReceiveResult.ProposalStored>(member.Group.Receive(takes)));
        Assert.All((TestMember[])[group[0], group[2]], member => Assert.IsType<ReceiveResult.ProposalStored>(member.Group.Receive(gives)));

        using var pending = group[0].Group.Commit(new CommitOptions());

        Assert.Equal(2, pending.Staged.Transition.Provisional.Proposals.Updates.Count);
        Assert.Equal(given, pending.Staged.Transition.After.Tree.Leaf(group[2].Leaf)!.SignatureKey);

        static MlsMessage UpdateTo(TestMember from, SignaturePrivateKey signer, HpkePublicKey key)
        {
            var leaf = from.Group.Public.Tree.Leaf(from.Leaf)! with { Source = new LeafNodeSource.Update(), EncryptionKey = key };
            return Forge.Proposal(from, new Proposal.Update(leaf.Sign(Suites.One, signer, new LeafPlace(from.Group.GroupId, from.Leaf))));
        }
    }

    [Fact]
    public void A_flood_of_proposals_that_exclude_each_other_is_sorted_out_in_one_go()
    {
        using var on = new ProposalSituation();
        for (var i = 0; i < 200; i++)
        {
            Send(on.Group, 1, i % 2 == 0 ? on.NewCertified() : on.NewUncertified());
        }

        using var pending = on.Group[0].Group.Commit(new CommitOptions());

        Assert.Equal(100, pending.Staged.Transition.Provisional.Proposals.Adds.Count);
    }

    [Fact]
    public void An_Update_that_drops_an_extension_is_left_out_beside_the_extension()
    {
        using var on = new ProposalSituation();
        var from = on.Group[2];
        var leaf = from.Group.Public.Tree.Leaf(from.Leaf)! with { Source = new LeafNodeSource.Update(), EncryptionKey = on.FreshKey() };
        var dropping = Forge.Proposal(from, new Proposal.Update(Forge.Signed(from, leaf with { Capabilities = leaf.Capabilities with { Extensions = [.. leaf.Capabilities.Extensions.Where(type => type.Value != 0xF010)] } })));
        Send(on.Group, 2, dropping);
        Send(on.Group, 1, on.Use);

        using var pending = on.Group[0].Group.Commit(new CommitOptions());

        Assert.Equal([on.Use], pending.Staged.Transition.Provisional.Proposals.All.Select(item => item.Proposal));
    }

    [Fact]
    public void An_outsider_that_proposes_itself_keeps_nobody_from_committing()
    {
        using var on = new ProposalSituation();
        using var stranger = new TestClient("stranger");
        using var bundle = stranger.NewKeyPackage();
        var applies = ExternalProposals.Join(Suites.One, on.Group[0].Group.Public.Context, bundle);
        Assert.All(on.Group.Members, member => Assert.IsType<ReceiveResult.ProposalStored>(member.Group.Receive(applies)));
        Send(on.Group, 1, on.Use);

        Assert.Equal([on.Use], Committed(on.Group, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_has_been_proposed_a_Commit_is_made_that_all_follow_and_that_nothing_left_out_fits_into(int seed)
    {
        var random = new Random(seed);
        using var on = new ProposalSituation();
        var left = 0;
        for (var round = 0; round < 12; round++)
        {
            var proposals = Enumerable.Range(0, 8).Select(_ => on.Any(random)).ToList();
            foreach (var proposal in proposals)
            {
                Send(on.Group, 1, proposal);
            }

            var state = on.Group[0].Group.State;
            using var pending = on.Group[0].Group.Commit(new CommitOptions());
            var taken = Forge.CommitOf(pending.Message).Proposals.OfType<ProposalOrRef.ByReference>().Select(one => one.Ref).ToList();
            foreach (var reference in state.Proposals.Refs.Except(taken))
            {
                left++;
                Assert.ThrowsAny<Violations.ProtocolViolationException>(() => on.Group[0].Group.Commit(
                    new CommitOptions { References = [.. state.Proposals.Refs.Where(one => one == reference || taken.Contains(one))] }));
            }

            Assert.All(on.Group.Members.Skip(1).Where(member => !pending.Staged.Transition.Removes(member.Leaf)), member => member.Stage(pending.Message).Dispose());
            on.Group.Commit(0, new CommitOptions { IncludeReceived = false }).Dispose();
        }

        Assert.True(left > 12, $"{left} proposals left out");
    }

    private static void Send(TestGroup group, int sender, Proposal proposal) => Send(group, sender, group[sender].Group.Propose(proposal));

    private static void Send(TestGroup group, int sender, MlsMessage proposal) =>
        Assert.All(group.Broadcast(group[sender], proposal), result => Assert.True(result is ReceiveResult.ProposalStored or ReceiveResult.Duplicate));

    /// <summary>What a Commit covers that all members then follow.</summary>
    private static List<Proposal> Committed(TestGroup group, int committer, Proposal? byValue = null, IReadOnlyList<(TestClient, KeyPackages.KeyPackageBundle)>? joining = null)
    {
        using var pending = group.Commit(committer, new CommitOptions { Proposals = byValue is null ? [] : [byValue] }, joining);
        group.AssertAgreement();
        return [.. pending.Staged.Transition.Provisional.Proposals.All.Select(item => item.Proposal)];
    }
}
