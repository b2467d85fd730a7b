using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace TestKit;

/// <summary>A client of suite 1 with a basic credential, a signature key and a random source of its own, all determined by its name.</summary>
public sealed class TestClient : IDisposable
{
    /// <summary>The client of that name; <paramref name="change"/> adjusts what its groups are given.</summary>
    public TestClient(string name, Func<GroupServices, GroupServices>? change = null, Capabilities? capabilities = null)
    {
        Name = name;
        Services = (change ?? (services => services))(TestKit.Services.Seeded(name));
        Signer = Services.Crypto.GenerateSignatureKey(Services.Random);
        Identity = new ClientIdentity(
            new Credential.Basic(OpaqueBytes.FromText(name)),
            capabilities ?? Capabilities.Minimal(Services.Crypto.Suite),
            ExtensionList.Empty) { Grease = Services.Grease };
    }

    /// <summary>The client's name, its credential.</summary>
    public string Name { get; }

    /// <summary>What its groups are given.</summary>
    public GroupServices Services { get; }

    /// <summary>Its signature key.</summary>
    public SignaturePrivateKey Signer { get; }

    /// <summary>What its leaves say.</summary>
    public ClientIdentity Identity { get; }

    /// <summary>A fresh KeyPackage with its private keys.</summary>
    public KeyPackageBundle NewKeyPackage(Lifetime? lifetime = null) =>
        KeyPackageFactory.Create(Services.Crypto, Services.Random, Identity, lifetime ?? Lifetime.Eternal, Signer);

    /// <inheritdoc/>
    public void Dispose() => Signer.Dispose();
}
