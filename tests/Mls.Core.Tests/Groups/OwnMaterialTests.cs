using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Secrets;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>What this library makes passes its own rules, and those of a peer that checks all that RFC 9420 asks of a sender, whatever values without a meaning it is seasoned with.</summary>
public sealed class OwnMaterialTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_a_factory_makes_satisfies_the_strictest_peer(int seed)
    {
        using var a = Client(seed, "A");
        using var b = Client(seed, "B");
        using var x = Client(seed, "X");
        using var ordinary = a.NewKeyPackage();
        using var lastResort = KeyPackageFactory.Create(Suites.One, a.Services.Random, a.Identity, Lifetime.Eternal, a.Signer, lastResort: true);
        using var given = KeyPackageFactory.CreateFrom(
            Suites.One, a.Identity, Lifetime.Eternal, FreshKey(a), FreshKey(a), a.Signer.Copy(), ExtensionList.Empty.With(ExtensionType.ApplicationId, [1]), lastResort: true);
        Assert.All((KeyPackageBundle[])[ordinary, lastResort, given], bundle => CheckPackage(bundle.KeyPackage, a.Services));
        Assert.NotNull(lastResort.KeyPackage.Extensions.Find(ExtensionType.LastResort));
        Assert.NotNull(given.KeyPackage.Extensions.Find(ExtensionType.LastResort));

        using var group = TestGroup.Create(a);
        group.Add(0, b).Dispose();
        CheckAll(group);
        var update = group[1].Group.ProposeUpdate();
        CheckLeaf(Assert.IsType<Proposal.Update>(Assert.IsType<FramedContentBody.OfProposal>(Forge.Opened(update).Content.Body).Proposal).LeafNode);
        group.Broadcast(group[1], update);
        group.Commit(0).Dispose();
        CheckAll(group);
        group.JoinExternally(x);
        group.Commit(2).Dispose();
        CheckAll(group);
        CheckInfo(group[0].Group.GroupInfo(withTree: true, withExternalPub: true));

        var next = new Proposal.ReInit(new GroupId([9]), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty);
        group.Commit(0, new CommitOptions { Proposals = [next] }).Dispose();
        using var bundleOfB = b.NewKeyPackage();
        using var bundleOfX = x.NewKeyPackage();
        var founded = Reinitialization.Create(
            group[0].Group, a.Services, new Founding(a.Identity, Lifetime.Eternal, [bundleOfB.KeyPackage, bundleOfX.KeyPackage]), a.Signer);
        Assert.All(founded.Group.Public.Tree.Leaves(), leaf => CheckLeaf(leaf.Node));
        founded.Group.Dispose();
    }

    public static TheoryData<string, ClientIdentity> Contradictions()
    {
        var able = Capabilities.Minimal(Suites.One.Suite);
        var basic = new Credential.Basic([1]);
        return new()
        {
            { "version 1", new ClientIdentity(basic, able with { Versions = [] }, ExtensionList.Empty) },
            { "suite 1", new ClientIdentity(basic, able with { CipherSuites = [new CipherSuite(2)] }, ExtensionList.Empty) },
            { "credential type 1", new ClientIdentity(basic, able with { Credentials = [CredentialType.X509] }, ExtensionList.Empty) },
            { "extension 61440", new ClientIdentity(basic, able, ExtensionList.Empty.With(new ExtensionType(0xF000), default)) },
        };
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_client_that_contradicts_itself_is_told_before_anything_is_made(string what, ClientIdentity identity)
    {
        using var client = new TestClient("A");
        using var group = TestGroup.Of(2);
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);

        Action[] attempts =
        [
            () => KeyPackageFactory.Create(Suites.One, client.Services.Random, identity, Lifetime.Eternal, client.Signer).Dispose(),
            () => GroupCreator.Create(client.Services, new GroupId([1]), ExtensionList.Empty, identity, Lifetime.Eternal, client.Signer).Dispose(),
            () => ExternalJoiner.Join(client.Services, info, null, identity, client.Signer, null, []).Dispose(),
        ];

        Assert.All(attempts, attempt => Assert.Contains($"leave out {what}", Assert.ThrowsAny<ArgumentException>(attempt).Message, StringComparison.Ordinal));
    }

    private static TestClient Client(int seed, string name) => new(name, services => services with { Random = new SeededRandom((ulong)seed, name, "test") });

    private static HpkePrivateKey FreshKey(TestClient client)
    {
        using var material = new Secret(32, client.Services.Random.Fill);
        return Suites.One.Kem.DeriveKeyPair(material.Expose());
    }

    private static void CheckAll(TestGroup group) => Assert.All(group[0].Group.Public.Tree.Leaves(), leaf => CheckLeaf(leaf.Node));

    /// <summary>RFC 9420, sections 10 and 17.3.</summary>
    private static void CheckPackage(KeyPackage package, GroupServices services)
    {
        KeyPackageRules.Check(services, Tls.Decode<KeyPackage>(Tls.Encode(package)), ProtocolVersion.Mls10, Suites.One.Suite);
        CheckLeaf(package.LeafNode);
        Assert.All(package.Extensions.Items, extension => Assert.Contains(extension.Type, package.LeafNode.Capabilities.Extensions));
        Assert.DoesNotContain(package.Extensions.Items, extension => extension.Type.IsDefault);
        Assert.False(package.Extensions.HasDuplicates);
    }

    /// <summary>RFC 9420, sections 7.2, 13.5 and 17.3.</summary>
    private static void CheckLeaf(LeafNode leaf)
    {
        var able = leaf.Capabilities;
        Assert.Contains(ProtocolVersion.Mls10, able.Versions);
        Assert.Contains(Suites.One.Suite, able.CipherSuites);
        Assert.Contains(leaf.Credential.Type, able.Credentials);
        Assert.All(leaf.Extensions.Items, extension => Assert.True(extension.Type == ExtensionType.ApplicationId || able.Extensions.Contains(extension.Type)));
        Assert.DoesNotContain(able.Extensions, type => type.IsDefault);
        Assert.DoesNotContain(able.Proposals, type => type.IsDefault);
        Assert.DoesNotContain(able.Versions, version => Grease.Is(version.Value));
        Assert.Equal(able.Extensions.Count, able.Extensions.Distinct().Count());
        Assert.False(leaf.Extensions.HasDuplicates);
    }

    private static void CheckInfo(GroupInfo info)
    {
        Assert.DoesNotContain(info.Context.Extensions.Items, extension => Grease.Is(extension.Type.Value));
        Assert.All(info.Extensions.Items, extension => Assert.True(
            extension.Type == ExtensionType.RatchetTree || extension.Type == ExtensionType.ExternalPub || Grease.Is(extension.Type.Value)));
        Assert.False(info.Extensions.HasDuplicates);
    }
}
