using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Violations;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>What RFC 9420 asks of the sender and of no receiver: deployed software leaves it undone, and is accepted.</summary>
public sealed class LeniencyTests
{
    /// <summary>A place holder: none of these attempts breaks a rule.</summary>
    private static readonly ProtocolViolation OfTheSender = new("7.2", "what only the sender keeps");

    private static readonly IReadOnlyList<Forgery> All =
    [
        Added("a leaf that leaves out the suite of the group", able => able with { CipherSuites = [new CipherSuite(2), new CipherSuite(3)] }),
        Added("a leaf that lists no suite", able => able with { CipherSuites = [] }),
        Added("a leaf that leaves out the version of the group", able => able with { Versions = [] }),
        Added("a leaf that lists an extension type of the RFC", able => able with { Extensions = [.. able.Extensions, ExtensionType.ApplicationId] }),
        Added("a leaf that lists a proposal type of the RFC", able => able with { Proposals = [.. able.Proposals, ProposalType.Add] }),
        Added("a leaf that lists one value twice", able => able with { Extensions = [.. able.Extensions, .. able.Extensions], Credentials = [.. able.Credentials, .. able.Credentials] }),
        Proposed("a KeyPackage with an application_id of its own", scene =>
            Forge.Add(scene.NewClient("J"), package: package => package with { Extensions = Holding(ExtensionType.ApplicationId) })),
        Proposed("a leaf with required_capabilities", scene => Forge.Add(scene.NewClient("J"), leaf => leaf with { Extensions = Holding(ExtensionType.RequiredCapabilities) })),
        Proposed("GroupContextExtensions with external_pub", scene => new Proposal.GroupContextExtensions(scene.Extensions.With(ExtensionType.ExternalPub, default))),
        Forgery.Message(OfTheSender, "a path leaf that gives up the suite", (scene, _) => HostileCommitter.Commit(scene.Attacker, [], change: path => path with
        {
            LeafNode = Forge.Signed(scene.Attacker, path.LeafNode with { Capabilities = path.LeafNode.Capabilities with { CipherSuites = [] } }),
        })),
        Forgery.Message(OfTheSender, "an Update that gives up suite and version", (scene, _) =>
            Forge.Update(scene, leaf => leaf with { Capabilities = leaf.Capabilities with { CipherSuites = [], Versions = [] } })),
        WelcomeForgeries.Informed(OfTheSender, "a GroupInfo with external_senders", (_, info) =>
            info with { Extensions = info.Extensions.With(ExtensionType.ExternalSenders, default) }),
    ];

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        for (var i = 0; i < All.Count; i++)
        {
            rows.Add(i, All[i].Name);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_only_the_sender_has_to_keep_is_accepted(int index, string label)
    {
        using var scene = new ForgeryScene();

        var refused = Record.Exception(() => All[index].Attempt(scene, true));

        Assert.True(refused is null, $"{label}: {refused}");
    }

    [Fact]
    public void A_group_with_a_member_that_lists_other_suites_is_joined_and_lives()
    {
        using var group = TestGroup.Of(3);
        using var odd = new TestClient("odd");
        using var bundle = odd.NewKeyPackage();
        var leaf = bundle.KeyPackage.LeafNode;
        leaf = (leaf with { Capabilities = leaf.Capabilities with { CipherSuites = [new CipherSuite(2)] } }).Sign(Suites.One, odd.Signer, null);
        var package = (bundle.KeyPackage with { LeafNode = leaf }).Sign(Suites.One, odd.Signer);
        using var published = new KeyPackageBundle(package, bundle.InitKey.Copy(), bundle.EncryptionKey.Copy(), bundle.SignatureKey.Copy());

        group.Commit(0, new CommitOptions { Proposals = [new Proposal.Add(package)] }, [(odd, published)]).Dispose();
        group.Add(1, new TestClient("later")).Dispose();
        group.Commit(3).Dispose();

        group.AssertAgreement();
        Assert.DoesNotContain(Suites.One.Suite, group[0].Group.Public.Tree.Leaf(group[3].Leaf)!.Capabilities.CipherSuites);
    }

    private static Forgery Added(string name, Func<Capabilities, Capabilities> able) =>
        Proposed(name, scene => Forge.Add(scene.NewClient("J"), leaf => leaf with { Capabilities = able(leaf.Capabilities) }));

    private static Forgery Proposed(string name, Func<ForgeryScene, Proposal> proposal) =>
        Forgery.Message(OfTheSender, name, (scene, _) => HostileCommitter.Commit(scene.Attacker, proposal(scene)));

    private static ExtensionList Holding(ExtensionType type) => ExtensionList.Empty.With(type, default);
}
