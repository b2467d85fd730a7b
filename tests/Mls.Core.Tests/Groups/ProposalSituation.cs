using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Members A, B, D that know an extension and a credential, C that knows the extension only, and clients of different abilities.</summary>
internal sealed class ProposalSituation : IDisposable
{
    private static readonly ExtensionType Extension = new(0xF010);
    private static readonly CredentialType Certificate = new(0xF020);
    private static readonly CredentialType Rare = new(0xF021);
    private readonly List<TestClient> _clients = [];

    public ProposalSituation()
    {
        Group = TestGroup.Create(Member("A", Rare));
        Group.Add(0, Member("B", Rare), Member("C"), Member("D", Rare)).Dispose();
        Group.Commit(0).Dispose();
    }

    public TestGroup Group { get; }

    public Proposal Use { get; } = new Proposal.GroupContextExtensions(ExtensionList.Empty.With(Extension, default));

    public Proposal Require { get; } = new Proposal.GroupContextExtensions(
        ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(new RequiredCapabilities([Extension], [], []))));

    public Proposal RemoveC => new Proposal.Remove(Group[2].Leaf);

    public Proposal Able => field ??= NewAble();

    public Proposal Unable => field ??= NewUnable();

    public Proposal Certified => field ??= NewCertified();

    public Proposal Uncertified => field ??= NewUncertified();

    public Proposal Exotic => field ??= NewExotic();

    public Proposal Any(Random random) => random.Next(9) switch
    {
        0 => Use,
        1 => Require,
        2 => RemoveC,
        3 => NewAble(),
        4 => NewUnable(),
        5 => NewCertified(),
        6 => NewUncertified(),
        7 => NewExotic(),
        _ => new Proposal.Remove(Group[3].Leaf),
    };

    public HpkePublicKey FreshKey()
    {
        using var bundle = Client("key").NewKeyPackage();
        return bundle.KeyPackage.LeafNode.EncryptionKey;
    }

    public void Dispose()
    {
        Group.Dispose();
        _clients.ForEach(client => client.Dispose());
    }

    private Proposal.Add NewAble() => Add([Extension], [CredentialType.Basic, Certificate]);

    private Proposal.Add NewUnable() => Add([], [CredentialType.Basic, Certificate]);

    /// <summary>A client that presents a certificate.</summary>
    public Proposal.Add NewCertified() => Add([Extension], [CredentialType.Basic, Certificate], Certificate);

    /// <summary>A client that knows no certificates.</summary>
    public Proposal.Add NewUncertified() => Add([Extension], [CredentialType.Basic]);

    /// <summary>A client with a credential that C does not know.</summary>
    private Proposal.Add NewExotic() => Add([Extension], [CredentialType.Basic, Certificate, Rare], Rare);

    private Proposal.Add Add(ValueList<ExtensionType> extensions, ValueList<CredentialType> credentials, CredentialType? presents = null) => Forge.Add(
        Client($"client {_clients.Count}"),
        leaf => leaf with
        {
            Credential = presents is { } type ? new Credential.Other(type, [1]) : leaf.Credential,
            Capabilities = leaf.Capabilities with { Extensions = [.. leaf.Capabilities.Extensions, .. extensions], Credentials = credentials },
        });

    private TestClient Client(string name)
    {
        var client = new TestClient(name);
        _clients.Add(client);
        return client;
    }

    private static TestClient Member(string name, params CredentialType[] more) => new(
        name,
        capabilities: Capabilities.Minimal(Suites.One.Suite) with { Extensions = [Extension], Credentials = [CredentialType.Basic, Certificate, .. more] });
}
