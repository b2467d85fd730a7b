using System.Security.Cryptography.X509Certificates;
using Mls.Core.Authentication.X509;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tests.Fuzz;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Certificates;

/// <summary>RFC 9420, section 5.3: X.509 credentials.</summary>
public sealed class CertificateTests : IDisposable
{
    private const string Ed25519 = "1.3.101.112";
    private const string Ec = "1.2.840.10045.2.1";
    private static readonly byte[] P256 = Convert.FromHexString("06082a8648ce3d030107");
    private static readonly byte[] P384 = Convert.FromHexString("06052b81040022");

    private readonly TestAuthority _root = new("root");
    private readonly TestAuthority _office;
    private readonly AnchoredChainValidator _validator;
    private readonly ICryptoProvider _crypto = Suites.Of(2);
    private readonly SignaturePublicKey _key;

    public CertificateTests()
    {
        _office = new TestAuthority("office", _root);
        _validator = new AnchoredChainValidator([_root.Certificate], FixedClock.In(2024, 6));
        using var key = _crypto.GenerateSignatureKey(new SystemRandom());
        _key = key.PublicKey;
    }

    private CertificateAuthentication Service => new(_crypto.Suite, _validator);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_group_of_clients_with_certificates_lives(int suite)
    {
        var crypto = Suites.Of(suite);
        var authentication = new CertificateAuthentication(crypto.Suite, _validator);
        using var alice = new Client(crypto, "alice", this, authentication);
        using var bob = new Client(crypto, "bob", this, authentication);
        using var group = GroupCreator.Create(alice.Services, new GroupId([1]), ExtensionList.Empty, alice.Identity, Lifetime.Eternal, alice.Signer);
        using var bundle = KeyPackageFactory.Create(crypto, bob.Services.Random, bob.Identity, Lifetime.Eternal, bob.Signer);
        using var pending = group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], TreeInWelcome = true });
        group.Apply(pending.Staged);

        using var joined = WelcomeReceiver.Join(bob.Services, pending.Welcome!, bundle, null);
        var result = Assert.IsType<ReceiveResult.CommitStaged>(group.Receive(joined.Commit(new CommitOptions()).Message));

        group.Apply(result.Staged);
        result.Staged.Dispose();
    }

    [Fact]
    public void The_key_of_a_leaf_is_the_key_of_the_first_certificate()
    {
        using var other = _crypto.GenerateSignatureKey(new SystemRandom());
        var credential = _office.Credential("alice", _key, Ec, P256);

        Assert.True(Service.IsValid(credential, _key));
        Assert.False(Service.IsValid(credential, other.PublicKey));
    }

    [Fact]
    public void Mutated_certificates_are_refused_or_taken_without_an_exception()
    {
        var credential = _office.Credential("alice", _key, Ec, P256);
        IReadOnlyList<byte[]> corpus = [.. credential.Certificates.Select(certificate => certificate.Data.ToArray())];
        var chance = new Chance(1);
        var mutator = new Mutator(chance);
        var refused = 0;
        for (var i = 0; i < 1500; i++)
        {
            var place = chance.Below(corpus.Count);
            var mutated = new OpaqueBytes(mutator.Mutate(corpus[place], corpus));
            var chain = credential.Certificates.Select((certificate, at) => at == place ? new Credential.Certificate(mutated) : certificate);
            refused += Service.IsValid(new Credential.X509([.. chain]), _key) ? 0 : 1;
        }

        Assert.True(refused > 1000, $"{refused} of 1500 refused");
    }

    [Theory]
    [InlineData(Ec, false)]
    [InlineData(Ed25519, true)]
    public void The_kind_of_key_is_that_of_the_suite(string algorithm, bool withoutCurve) =>
        Assert.False(Service.IsValid(_office.Credential("alice", _key, algorithm, withoutCurve ? null : P384), _key));

    [Fact]
    public void A_chain_to_an_anchor_that_nobody_trusts_is_refused()
    {
        using var stranger = new TestAuthority("root");
        using var below = new TestAuthority("office", stranger);

        Assert.False(Service.IsValid(below.Credential("alice", _key, Ec, P256), _key));
    }

    [Fact]
    public void A_chain_is_in_order_and_complete_and_may_include_the_anchor()
    {
        using var desk = new TestAuthority("desk", _office);
        var whole = desk.Credential("alice", _key, Ec, P256).Certificates;
        var anchor = new Credential.Certificate(new OpaqueBytes(_root.Certificate.RawData));

        Assert.True(Service.IsValid(new Credential.X509(whole), _key));
        Assert.True(Service.IsValid(new Credential.X509([.. whole, anchor]), _key));
        Assert.False(Service.IsValid(new Credential.X509([whole[0], whole[2], whole[1]]), _key));
        Assert.False(Service.IsValid(new Credential.X509([whole[0], whole[2]]), _key));
        Assert.False(Service.IsValid(new Credential.X509([whole[0], whole[1]]), _key));
        Assert.False(Service.IsValid(new Credential.X509([.. whole, whole[1]]), _key));
    }

    [Fact]
    public void A_certificate_is_used_within_its_time()
    {
        var until = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var credential = _office.Credential("alice", _key, Ec, P256, until: until);
        using var earlier = new AnchoredChainValidator([_root.Certificate], FixedClock.In(2024, 2));

        Assert.False(Service.IsValid(credential, _key));
        Assert.True(new CertificateAuthentication(_crypto.Suite, earlier).IsValid(credential, _key));
    }

    [Fact]
    public void Whoever_is_no_authority_certifies_nobody()
    {
        using var impostor = new TestAuthority("impostor", _office, isAuthority: false);
        using var shallow = new TestAuthority("shallow", _root, pathLength: 0);
        using var tooDeep = new TestAuthority("too deep", shallow);

        Assert.False(Service.IsValid(impostor.Credential("alice", _key, Ec, P256), _key));
        Assert.True(Service.IsValid(shallow.Credential("alice", _key, Ec, P256), _key));
        Assert.False(Service.IsValid(tooDeep.Credential("alice", _key, Ec, P256), _key));
    }

    [Fact]
    public void A_certificate_that_may_not_sign_is_refused() =>
        Assert.False(Service.IsValid(_office.Credential("alice", _key, Ec, P256, X509KeyUsageFlags.KeyAgreement), _key));

    [Fact]
    public void Octets_that_are_no_chain_are_refused()
    {
        var good = _office.Credential("alice", _key, Ec, P256).Certificates;

        Assert.False(Service.IsValid(new Credential.X509([]), _key));
        Assert.False(Service.IsValid(new Credential.X509([new Credential.Certificate(default)]), _key));
        Assert.False(Service.IsValid(new Credential.X509([new Credential.Certificate([1, 2, 3]), .. good]), _key));
        Assert.False(Service.IsValid(new Credential.X509([good[0], .. Enumerable.Repeat(good[1], 16)]), _key));
    }

    [Fact]
    public void A_successor_has_the_subject_of_who_was_there_before()
    {
        LeafNode Leaf(Credential credential) => new(
            new HpkePublicKey([1]), _key, credential, Capabilities.Minimal(_crypto.Suite), new LeafNodeSource.Update(), ExtensionList.Empty, default);
        var alice = Leaf(_office.Credential("alice", _key, Ec, P256));
        using var elsewhere = new TestAuthority("elsewhere", _root);

        Assert.True(Service.IsSuccessor(alice, Leaf(elsewhere.Credential("alice", _key, Ec, P256))));
        Assert.False(Service.IsSuccessor(alice, Leaf(_office.Credential("mallory", _key, Ec, P256))));
        Assert.False(Service.IsSuccessor(alice, Leaf(new Credential.Basic([1]))));
        Assert.False(Service.IsSuccessor(Leaf(new Credential.Basic([1])), alice));
        var trusting = new CertificateAuthentication(_crypto.Suite, _validator, new VouchForAll());
        Assert.False(trusting.IsSuccessor(alice, Leaf(new Credential.Basic([1]))));
        Assert.False(trusting.IsSuccessor(Leaf(new Credential.Basic([1])), alice));
        Assert.True(trusting.IsSuccessor(Leaf(new Credential.Basic([1])), Leaf(new Credential.Basic([2]))));
    }

    [Fact]
    public void Credentials_of_other_types_are_for_another_service()
    {
        var basic = new Credential.Basic([1]);

        Assert.False(Service.IsValid(basic, _key));
        Assert.True(new CertificateAuthentication(_crypto.Suite, _validator, new VouchForAll()).IsValid(basic, _key));
    }

    public void Dispose()
    {
        _validator.Dispose();
        _office.Dispose();
        _root.Dispose();
    }

    private sealed class Client : IDisposable
    {
        public Client(ICryptoProvider crypto, string name, CertificateTests test, CertificateAuthentication authentication)
        {
            Services = new GroupServices(crypto, new SeededRandom(1, name, "test"), FixedClock.In(2024, 6), authentication);
            Signer = crypto.GenerateSignatureKey(Services.Random);
            var (algorithm, curve) = crypto.Suite.Value == 1 ? (Ed25519, null) : (Ec, P256);
            var credential = test._office.Credential(name, Signer.PublicKey, algorithm, curve);
            Identity = new ClientIdentity(credential, Capabilities.Minimal(crypto.Suite) with { Credentials = [CredentialType.X509] }, ExtensionList.Empty);
        }

        public GroupServices Services { get; }

        public SignaturePrivateKey Signer { get; }

        public ClientIdentity Identity { get; }

        public void Dispose() => Signer.Dispose();
    }
}
