using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Four members with full paths, the first of them hostile; an outsider who may propose; a judge whom all ask.</summary>
internal sealed class ForgeryScene : IDisposable
{
    public static readonly ProposalType KnownProposal = new(0xF000);
    public static readonly ExtensionType KnownExtension = new(0xF010);
    public static readonly ExtensionType UnknownExtension = new(0xF011);

    public static readonly CredentialType KnownCredential = new(0xF020);
    public static readonly CredentialType UnknownCredential = new(0xF021);

    public static readonly Capabilities Abilities = Capabilities.Minimal(Suites.One.Suite) with
    {
        Extensions = [KnownExtension],
        Proposals = [KnownProposal],
        Credentials = [CredentialType.Basic, KnownCredential],
    };

    public ForgeryScene()
    {
        Outsider = new TestClient("outsider");
        var senders = new ExternalSenders([new ExternalSender(Outsider.Signer.PublicKey, Outsider.Identity.Credential)]);
        Extensions = ExtensionList.Empty.With(ExtensionType.ExternalSenders, Tls.EncodeOpaque(senders));
        Group = TestGroup.Create(NewClient("A", new TestPsks().With("shared").With("of A only")), extensions: Extensions);
        Group.Add(0, NewClient("B"), NewClient("C"), NewClient("D")).Dispose();
        Enumerable.Range(0, 4).ToList().ForEach(committer => Group.Commit(committer).Dispose());
        Watched = Group[1];
    }

    public TestGroup Group { get; }

    public TestMember Attacker => Group[0];

    public TestMember Victim => Group[1];

    public TestClient Outsider { get; }

    public ExtensionList Extensions { get; }

    public TestAuthentication Judge { get; } = new();

    /// <summary>The member whose state must not change; the victim, unless a forgery is one of the caller.</summary>
    public TestMember Watched { get; set; }

    /// <summary>Called when all is prepared and the victim is about to receive.</summary>
    public Action BeforeReceive { get; set; } = () => { };

    public static Proposal.PreSharedKey Psk(string name, byte nonce = 0) =>
        new(new PreSharedKeyId.External(OpaqueBytes.FromText(name), OpaqueBytes.Own([.. Enumerable.Repeat(nonce, 32)])));

    public TestClient NewClient(string name, TestPsks? psks = null) => NewClient(name, services => services with { Psks = psks ?? services.Psks }, Abilities);

    public TestClient NewClient(string name, Func<GroupServices, GroupServices> change, Capabilities abilities) => new(
        name,
        services => change(services with { Authentication = Judge, Psks = new TestPsks().With("shared") }),
        abilities);

    /// <summary>Another valid public key.</summary>
    public HpkePublicKey FreshKey()
    {
        using var material = new Secret(32, Outsider.Services.Random.Fill);
        using var key = Suites.One.Kem.DeriveKeyPair(material.Expose());
        return key.PublicKey;
    }

    public MlsMessage CommitOf(params Proposal[] proposals) => Attacker.Group.Commit(new CommitOptions { Proposals = [.. proposals] }).Message;

    public ExternalJoin Join(TestClient client, int? resync = null) => ExternalJoiner.Join(
        client.Services,
        Group[2].Group.GroupInfo(withTree: true, withExternalPub: true),
        null,
        client.Identity,
        client.Signer,
        resync is { } place ? Group[place].Leaf : null,
        []);

    public void Dispose()
    {
        Group.Dispose();
        Outsider.Dispose();
    }
}
