using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>What every client of the server gets from outside: primitives, chance, time.</summary>
internal sealed class Surroundings(ICryptoProviders providers, IRandomSource random, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);
    private static readonly TimeSpan Validity = TimeSpan.FromDays(90);

    private readonly BasicIdentities _authentication = new();

    /// <summary>The suites on offer.</summary>
    public IReadOnlyList<CipherSuite> Suites => providers.Supported;

    /// <summary>From an hour ago, for clocks that differ, to three months ahead.</summary>
    public Lifetime Lifetime
    {
        get
        {
            var now = clock.GetUtcNow();
            return new Lifetime((ulong)(now - Skew).ToUnixTimeSeconds(), (ulong)(now + Validity).ToUnixTimeSeconds());
        }
    }

    /// <summary>The primitives of a suite.</summary>
    /// <exception cref="RefusedException">No such suite is on offer.</exception>
    public ICryptoProvider Crypto(CipherSuite suite) =>
        providers.Find(suite) ?? throw new RefusedException($"suite {suite} is not supported");

    /// <summary>What a client's groups of one suite are given.</summary>
    public GroupServices Services(CipherSuite suite, PskTable psks) => new(Crypto(suite), random, clock, _authentication) { Psks = psks };

    /// <summary>A leaf's facts: a basic credential, all suites on offer.</summary>
    public ClientIdentity Identity(OpaqueBytes identity) => new(
        new Credential.Basic(identity),
        new Capabilities([ProtocolVersion.Mls10], Suites.ToValueList(), [], [], [CredentialType.Basic]),
        ExtensionList.Empty);

    /// <summary>A fresh signature key.</summary>
    public SignaturePrivateKey NewSigner(CipherSuite suite) => Crypto(suite).GenerateSignatureKey(random);

    /// <summary>A fresh KeyPackage.</summary>
    public KeyPackageBundle NewKeyPackage(CipherSuite suite, ClientIdentity identity, SignaturePrivateKey signer) =>
        KeyPackageFactory.Create(Crypto(suite), random, identity, Lifetime, signer);

    /// <summary>Names an external key, with a fresh nonce.</summary>
    public PreSharedKeyId External(CipherSuite suite, OpaqueBytes id) => new PreSharedKeyId.External(id, Nonce(suite));

    /// <summary>Names the resumption key of an epoch, with a fresh nonce.</summary>
    public PreSharedKeyId Resumption(CipherSuite suite, GroupId group, Epoch epoch) =>
        new PreSharedKeyId.Resumption(ResumptionPskUsage.Application, group, epoch, Nonce(suite));

    private OpaqueBytes Nonce(CipherSuite suite)
    {
        var nonce = new byte[Crypto(suite).HashLength];
        random.Fill(nonce);
        return OpaqueBytes.Own(nonce);
    }
}
