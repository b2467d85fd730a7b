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

/// <summary>RFC 9420, sections 11.2 and 11.3: groups that go on from others.</summary>
public sealed class SuccessionTests
{
    private static readonly GroupId Next = new(OpaqueBytes.FromText("next"));

    public static TheoryData<int, int> Changes() => new() { { 1, 1 }, { 1, 2 }, { 3, 5 }, { 7, 4 } };

    [Theory]
    [MemberData(nameof(Changes))]
    public void All_members_go_on_in_the_suite_that_a_ReInit_states(int from, int to)
    {
        var (oldSuite, newSuite) = (Suites.Of(from), Suites.Of(to));
        using var old = TestGroup.Of(3, change: services => services with { Crypto = oldSuite });
        var extensions = ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(new RequiredCapabilities([], [], [CredentialType.Basic])));
        var reInit = new Proposal.ReInit(Next, ProtocolVersion.Mls10, newSuite.Suite, extensions);
        old.Broadcast(old[2], old[2].Group.Propose(reInit));
        old.Commit(1, new CommitOptions { ForcePath = false }).Dispose();
        var clients = old.Members.Select(member => new TestClient(member.Name, services => services with { Crypto = newSuite })).ToList();
        var bundles = clients.ConvertAll(client => client.NewKeyPackage());

        var founded = Reinitialization.Create(
            old[1].Group,
            clients[1].Services,
            new Founding(clients[1].Identity, Lifetime.Eternal, [bundles[0].KeyPackage, bundles[2].KeyPackage]) { TreeInWelcome = true },
            clients[1].Signer);

        foreach (var index in (int[])[0, 2])
        {
            using var joined = Reinitialization.Join(old[index].Group, clients[index].Services, founded.Welcome!, bundles[index], null);
            Assert.True(joined.EpochAuthenticator.FixedTimeEquals(founded.Group.EpochAuthenticator));
            Assert.Equal(1ul, joined.Epoch.Value);
            Assert.Equal((Next, newSuite.Suite, extensions), (joined.GroupId, joined.Public.Context.CipherSuite, joined.Public.Context.Extensions));
            Assert.IsType<ReceiveResult.Application>(joined.Receive(founded.Group.Protect("on we go"u8)));
        }

        founded.Group.Dispose();
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Some_members_branch_off_and_the_others_may_have_moved_on_meanwhile(int commits)
    {
        using var main = TestGroup.Of(4);
        var bundles = main.Members.Select(member => member.Client.NewKeyPackage()).ToList();

        var founded = SubgroupBranching.Create(
            main[0].Group, new NextGroup(Next, ExtensionList.Empty), new Founding(main[0].Client.Identity, Lifetime.Eternal, [bundles[2].KeyPackage, bundles[3].KeyPackage]), main[0].Client.Signer);
        Enumerable.Range(0, commits).ToList().ForEach(_ => main.Commit(1).Dispose());

        foreach (var index in (int[])[2, 3])
        {
            var named = WelcomeReceiver.PreSharedKeys(main[index].Client.Services.Crypto, founded.Welcome!, JoinKeys.Of(main[index].Client.Services.Crypto, bundles[index]));
            var origin = Assert.IsType<PreSharedKeyId.Resumption>(Assert.Single(named));
            Assert.Equal((ResumptionPskUsage.Branch, main[0].Group.GroupId), (origin.Usage, origin.PskGroupId));
            using var joined = SubgroupBranching.Join(main[index].Group, main[index].Client.Services, founded.Welcome!, bundles[index], founded.Group.Public.Tree);
            Assert.True(joined.EpochAuthenticator.FixedTimeEquals(founded.Group.EpochAuthenticator));
            Assert.IsType<ReceiveResult.Application>(founded.Group.Receive(joined.Protect("here"u8)));
        }

        main.AssertAgreement();
        founded.Group.Dispose();
    }

    [Fact]
    public void A_group_of_one_goes_on_without_a_Welcome()
    {
        using var old = TestGroup.Of(1);
        var suite = old[0].Client.Services.Crypto.Suite;
        old.Commit(0, new CommitOptions { Proposals = [new Proposal.ReInit(Next, ProtocolVersion.Mls10, suite, ExtensionList.Empty)] }).Dispose();

        var founded = Reinitialization.Create(
            old[0].Group, old[0].Client.Services, new Founding(old[0].Client.Identity, Lifetime.Eternal, []) { ForcePath = false }, old[0].Client.Signer);

        Assert.Null(founded.Welcome);
        Assert.Equal(Next, founded.Group.GroupId);
        founded.Group.Dispose();
    }

    [Fact]
    public void A_group_that_no_ReInit_has_ended_does_not_go_on_in_another()
    {
        using var open = TestGroup.Of(2);
        using var bundle = open[1].Client.NewKeyPackage();
        var founding = new Founding(open[0].Client.Identity, Lifetime.Eternal, [bundle.KeyPackage]);

        Assert.Throws<InvalidOperationException>(() => Reinitialization.Create(open[0].Group, open[0].Client.Services, founding, open[0].Client.Signer));
    }

    [Fact]
    public void The_services_of_the_next_group_are_of_the_suite_that_the_ReInit_states()
    {
        using var old = TestGroup.Of(1);
        old.Commit(0, new CommitOptions { Proposals = [new Proposal.ReInit(Next, ProtocolVersion.Mls10, Suites.Of(3).Suite, ExtensionList.Empty)] }).Dispose();

        var refused = Assert.Throws<ArgumentException>(
            () => Reinitialization.Create(old[0].Group, old[0].Client.Services, new Founding(old[0].Client.Identity, Lifetime.Eternal, []), old[0].Client.Signer));

        Assert.Contains("services of suite 1 where the ReInit states suite 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_founder_that_leaves_a_member_out_is_told_so()
    {
        using var old = TestGroup.Of(3, change: services => services with { Authentication = new TestAuthentication() });
        var suite = old[0].Client.Services.Crypto.Suite;
        old.Commit(0, new CommitOptions { Proposals = [new Proposal.ReInit(Next, ProtocolVersion.Mls10, suite, ExtensionList.Empty)] }).Dispose();
        using var bundle = old[1].Client.NewKeyPackage();

        var refused = Assert.Throws<ProtocolViolationException>(() => Reinitialization.Create(
            old[0].Group, old[0].Client.Services, new Founding(old[0].Client.Identity, Lifetime.Eternal, [bundle.KeyPackage]), old[0].Client.Signer));

        Assert.Equal(OriginViolations.ReInitMembers, refused.Violation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_founder_that_brings_a_stranger_along_is_told_so(bool afterReInit)
    {
        using var old = TestGroup.Of(2, change: services => services with { Authentication = new TestAuthentication() });
        var suite = old[0].Client.Services.Crypto.Suite;
        using var stranger = new TestClient("stranger");
        using var bundle = old[1].Client.NewKeyPackage();
        using var strangers = stranger.NewKeyPackage();
        var founding = new Founding(old[0].Client.Identity, Lifetime.Eternal, [bundle.KeyPackage, strangers.KeyPackage]);
        if (afterReInit)
        {
            old.Commit(0, new CommitOptions { Proposals = [new Proposal.ReInit(Next, ProtocolVersion.Mls10, suite, ExtensionList.Empty)] }).Dispose();
        }

        var refused = Assert.Throws<ProtocolViolationException>(() => afterReInit
            ? Reinitialization.Create(old[0].Group, old[0].Client.Services, founding, old[0].Client.Signer)
            : SubgroupBranching.Create(old[0].Group, new NextGroup(Next, ExtensionList.Empty), founding, old[0].Client.Signer));

        Assert.Equal(afterReInit ? OriginViolations.ReInitStranger : OriginViolations.BranchMembers, refused.Violation);
    }

    [Fact]
    public void A_subgroup_has_an_id_of_its_own()
    {
        using var main = TestGroup.Of(2);
        using var bundle = main[1].Client.NewKeyPackage();
        var founding = new Founding(main[0].Client.Identity, Lifetime.Eternal, [bundle.KeyPackage]);

        var refused = Assert.Throws<ProtocolViolationException>(
            () => SubgroupBranching.Create(main[0].Group, new NextGroup(main[0].Group.GroupId, ExtensionList.Empty), founding, main[0].Client.Signer));

        Assert.Equal(WelcomeViolations.GroupIdInUse, refused.Violation);
    }

    [Fact]
    public void The_group_after_a_ReInit_may_take_the_place_of_the_one_that_has_ended_and_of_no_other()
    {
        using var old = TestGroup.Of(2);
        var (suite, id) = (old[0].Client.Services.Crypto.Suite, old[0].Group.GroupId);
        old.Commit(0, new CommitOptions { Proposals = [new Proposal.ReInit(id, ProtocolVersion.Mls10, suite, ExtensionList.Empty)] }).Dispose();
        using var bundle = old[1].Client.NewKeyPackage();
        var services = old[1].Client.Services with { IsMemberOf = _ => true };
        var founding = new Founding(old[0].Client.Identity, Lifetime.Eternal, [bundle.KeyPackage]) { TreeInWelcome = true };
        var founded = Reinitialization.Create(old[0].Group, old[0].Client.Services, founding, old[0].Client.Signer);

        using var joined = Reinitialization.Join(old[1].Group, services, founded.Welcome!, bundle, null);
        Assert.Equal((id, 1ul), (joined.GroupId, joined.Epoch.Value));
        founded.Group.Dispose();

        using var other = TestGroup.Of(2, "other");
        other.Commit(0, new CommitOptions { Proposals = [new Proposal.ReInit(id, ProtocolVersion.Mls10, suite, ExtensionList.Empty)] }).Dispose();
        using var second = other[1].Client.NewKeyPackage();
        var again = Reinitialization.Create(other[0].Group, other[0].Client.Services, founding with { Members = [second.KeyPackage] }, other[0].Client.Signer);
        var refused = Assert.Throws<ProtocolViolationException>(() => Reinitialization.Join(other[1].Group, services, again.Welcome!, second, null));
        Assert.Equal(WelcomeViolations.GroupIdInUse, refused.Violation);
        again.Group.Dispose();
    }

    /// <summary>Who may stand for whom, old members by row and new ones by column: whether each old member finds one of its own.</summary>
    [Theory]
    [InlineData("10 01", true)]
    [InlineData("11 10", true)]
    [InlineData("110 110 001", true)]
    [InlineData("110 110 110", false)]
    [InlineData("01 01", false)]
    [InlineData("00 11", false)]
    [InlineData("1110 1000 0100 1111", true)]
    [InlineData("1100 1000 0100 1111", false)]
    [InlineData("111 111", true)]
    public void Members_are_found_again_each_in_a_leaf_of_its_own(string rows, bool found)
    {
        var table = rows.Split(' ');
        using var client = new TestClient("A");
        LeafNode Leaf(string side, int place)
        {
            using var bundle = client.NewKeyPackage();
            return bundle.KeyPackage.LeafNode with { Credential = new Credential.Basic(OpaqueBytes.FromText($"{side}{place}")) };
        }

        var members = table.Select((_, place) => Leaf("old", place)).ToList();
        var others = table[0].Select((_, place) => Leaf("new", place)).ToList();

        Assert.Equal(found, MemberMatching.Covers(members, others, (member, other) => table[members.IndexOf(member)][others.IndexOf(other)] == '1'));
    }

    [Fact]
    public void How_a_group_has_ended_outlives_a_snapshot()
    {
        using var old = TestGroup.Of(2);
        var reInit = new Proposal.ReInit(Next, ProtocolVersion.Mls10, Suites.Of(6).Suite, ExtensionList.Empty);
        old.Commit(0, new CommitOptions { Proposals = [reInit] }).Dispose();
        using var writer = new TlsWriter();
        GroupSnapshot.Write(writer, old[1].Group);
        var reader = new TlsReader(writer.Written);

        using var restored = GroupSnapshot.Read(ref reader, old[1].Client.Services);

        Assert.Equal(reInit, restored.Public.ClosedBy);
    }
}
