using System.Collections.Immutable;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Violations;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>RFC 9420, section 13: values that nobody knows are carried along, and reserved ones are sent by default.</summary>
public sealed class GreaseTests
{
    [Fact]
    public void The_reserved_values_are_the_fifteen_of_the_registries() => Assert.Equal(
        [0x0a0a, 0x1a1a, 0x2a2a, 0x3a3a, 0x4a4a, 0x5a5a, 0x6a6a, 0x7a7a, 0x8a8a, 0x9a9a, 0xaaaa, 0xbaba, 0xcaca, 0xdada, 0xeaea],
        Enumerable.Range(0, 1 << 16).Where(value => Grease.Is((ushort)value)));

    [Fact]
    public void Leaves_KeyPackages_and_GroupInfos_carry_reserved_values_unless_told_not_to()
    {
        using var group = TestGroup.Of(3);
        using var client = new TestClient("J");
        using var bundle = client.NewKeyPackage();
        group.JoinExternally(new TestClient("X"));

        Assert.Single(bundle.KeyPackage.Extensions.Items, extension => Grease.Is(extension.Type.Value));
        Assert.Single(group[0].Group.GroupInfo(withTree: false, withExternalPub: false).Extensions.Items, extension => Grease.Is(extension.Type.Value));
        foreach (var leaf in group[0].Group.Public.Tree.Leaves().Select(one => one.Node).Append(bundle.KeyPackage.LeafNode))
        {
            Assert.Single(leaf.Capabilities.CipherSuites, one => Grease.Is(one.Value));
            Assert.Single(leaf.Capabilities.Proposals, one => Grease.Is(one.Value));
            Assert.Single(leaf.Capabilities.Credentials, one => Grease.Is(one.Value));
            Assert.Contains(Assert.Single(leaf.Extensions.Items, one => Grease.Is(one.Type.Value)).Type, leaf.Capabilities.Extensions);
        }

        using var plain = KeyPackages.KeyPackageFactory.Create(
            client.Services.Crypto, client.Services.Random, client.Identity with { Grease = GreasePolicy.None }, Lifetime.Eternal, client.Signer);
        Assert.Empty(plain.KeyPackage.Extensions.Items);
        Assert.Empty(plain.KeyPackage.LeafNode.Extensions.Items);
        Assert.Equal(client.Identity.Capabilities, plain.KeyPackage.LeafNode.Capabilities);
    }

    [Fact]
    public void Members_that_differ_in_reserved_values_only_have_one_profile()
    {
        using var group = TestGroup.Of(12);

        Assert.Single(group[0].Group.Public.Tree.Facts.Profiles);
        Assert.True(group[0].Group.Public.Tree.Leaves().Select(leaf => leaf.Node.Capabilities).Distinct().Count() > 6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_application_says_whether_a_proposal_of_its_own_needs_a_path(bool withoutPath)
    {
        var type = new ProposalType(0xF001);
        var group = TestGroup.Create(Client("A"));
        group.Add(0, Client("B"), Client("C")).Dispose();
        var proposal = new Proposal.Custom(type, [1, 2, 3]);

        using var pending = group.Commit(1, new CommitOptions { Proposals = [proposal], ForcePath = false });

        var applied = pending.Staged.Transition;
        Assert.Equal(!withoutPath, applied.Path is not null);
        Assert.Equal(proposal, Assert.Single(applied.Provisional.Proposals.All).Proposal);
        group.AssertAgreement();
        group.Dispose();

        TestClient Client(string name) => new(
            name,
            services => services with { ProposalsWithoutPath = withoutPath ? ImmutableHashSet.Create(type) : [] },
            Capabilities.Minimal(Suites.One.Suite) with { Proposals = [type] });
    }

    [Fact]
    public void A_Commit_without_path_of_a_proposal_that_needs_one_here_is_refused()
    {
        var type = new ProposalType(0xF001);
        TestClient Client(string name, ImmutableHashSet<ProposalType> withoutPath) => new(
            name, services => services with { ProposalsWithoutPath = withoutPath }, Capabilities.Minimal(Suites.One.Suite) with { Proposals = [type] });
        using var group = TestGroup.Create(Client("A", [type]));
        group.Add(0, Client("B", [])).Dispose();

        using var pending = group[0].Group.Commit(new CommitOptions { Proposals = [new Proposal.Custom(type, default)], ForcePath = false });

        Assert.Equal(CommitViolations.RequiredPath, Assert.Throws<ProtocolViolationException>(() => group[1].Group.Receive(pending.Message)).Violation);
    }
}
