using Mls.Core.Groups;
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
        using var odd = new TestClient("O", capabilities: Capabilities.Minimal(Suites.One.Suite) with { Credentials = [CredentialType.X509] });
        using var bundle = stranger.NewKeyPackage();
        Send(group, 1, new Proposal.Add(bundle.KeyPackage));

        Assert.Throws<Validation.ProtocolViolationException>(() => group[1].Group.Propose(new Proposal.Add(odd.NewKeyPackage().KeyPackage)));
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

    private static void Send(TestGroup group, int sender, Proposal proposal) => Send(group, sender, group[sender].Group.Propose(proposal));

    private static void Send(TestGroup group, int sender, Framing.MlsMessage proposal) =>
        Assert.All(group.Broadcast(group[sender], proposal), result => Assert.IsType<ReceiveResult.ProposalStored>(result));

    /// <summary>What a Commit covers that all members then follow.</summary>
    private static List<Proposal> Committed(TestGroup group, int committer, Proposal? byValue = null, IReadOnlyList<(TestClient, KeyPackages.KeyPackageBundle)>? joining = null)
    {
        using var pending = group.Commit(committer, new CommitOptions { Proposals = byValue is null ? [] : [byValue] }, joining);
        group.AssertAgreement();
        return [.. pending.Staged.Transition.Provisional.Proposals.All.Select(item => item.Proposal)];
    }
}
