using System.Security.Cryptography.X509Certificates;
using Mls.Core.Authentication.X509;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Library;

/// <summary>An argument that a caller leaves out is named where it is passed, and not where it is used.</summary>
public sealed class MissingArgumentTests
{
    private static readonly ICryptoProvider Suite = Suites.One;

    private static readonly Dictionary<string, (string Argument, Action Use)> Uses = new()
    {
        ["octets owned"] = ("octets", () => OpaqueBytes.Own(null!)),
        ["a list written"] = ("items", () => new TlsWriter().WriteList<Lifetime>(null!)),
        ["commit_secret without a path"] = ("crypto", () => KeySchedule.CommitSecretWithoutPath(null!)),
        ["joiner_secret: primitives"] = ("crypto", () => KeySchedule.DeriveJoiner(null!, Make<InitSecret>(), Make<CommitSecret>(), [])),
        ["joiner_secret: init_secret"] = ("init", () => KeySchedule.DeriveJoiner(Suite, null!, Make<CommitSecret>(), [])),
        ["joiner_secret: commit_secret"] = ("commit", () => KeySchedule.DeriveJoiner(Suite, Make<InitSecret>(), null!, [])),
        ["welcome_secret: primitives"] = ("crypto", () => KeySchedule.DeriveWelcome(null!, Make<JoinerSecret>(), Make<PskSecret>())),
        ["welcome_secret: joiner_secret"] = ("joiner", () => KeySchedule.DeriveWelcome(Suite, null!, Make<PskSecret>())),
        ["welcome_secret: psk_secret"] = ("psk", () => KeySchedule.DeriveWelcome(Suite, Make<JoinerSecret>(), null!)),
        ["welcome_key: primitives"] = ("crypto", () => KeySchedule.DeriveWelcomeKeys(null!, Make<WelcomeSecret>())),
        ["welcome_key: welcome_secret"] = ("welcome", () => KeySchedule.DeriveWelcomeKeys(Suite, null!)),
        ["an epoch: primitives"] = ("crypto", () => KeySchedule.DeriveEpoch(null!, Make<JoinerSecret>(), Make<PskSecret>(), [])),
        ["an epoch: joiner_secret"] = ("joiner", () => KeySchedule.DeriveEpoch(Suite, null!, Make<PskSecret>(), [])),
        ["an epoch: psk_secret"] = ("psk", () => KeySchedule.DeriveEpoch(Suite, Make<JoinerSecret>(), null!, [])),
        ["a first epoch: primitives"] = ("crypto", () => KeySchedule.FromEpochSecret(null!, Make<EpochSecret>())),
        ["a first epoch: epoch_secret"] = ("epoch", () => KeySchedule.FromEpochSecret(Suite, null!)),
        ["an ExternalInit sent"] = ("crypto", () => KeySchedule.SendExternalInit(null!, new HpkePublicKey(default), Services.Seeded("A").Random)),
        ["an ExternalInit received"] = ("crypto", () => KeySchedule.ReceiveExternalInit(null!, null!, [])),
        ["the secrets of an epoch, read"] = ("crypto", () => ReadSecrets(null!)),
        ["the secrets of an epoch, written"] = ("writer", () => Epoch().Write(null!)),
        ["the external key"] = ("crypto", () => Epoch().DeriveExternalKeyPair(null!)),
        ["an export from a root"] = ("crypto", () => Exporter.Export(null!, Make<ExporterRoot>(), [], 1)),
        ["a transcript hash"] = ("crypto", () => TranscriptHash.Interim(null!, default, default)),
        ["a MAC: primitives"] = ("crypto", () => MacTag.Compute(null!, Make<MembershipKey>(), [])),
        ["a MAC: key"] = ("key", () => MacTag.Compute(Suite, null!, [])),
        ["a MAC written"] = ("writer", () => default(MacTag).Write(null!)),
        ["a pre-shared key's name written"] = ("writer", () => new PreSharedKeyId.External(default, default).Write(null!)),
        ["no pre-shared keys"] = ("crypto", () => PskSecretBuilder.None(null!)),
        ["a pre-shared key: name"] = ("id", () => new PskSecretBuilder(Suite, 1).Add(null!, Make<PskSecret>())),
        ["a pre-shared key: key"] = ("psk", () => new PskSecretBuilder(Suite, 1).Add(new PreSharedKeyId.External(default, default), null!)),
        ["sender data: primitives"] = ("crypto", () => SenderDataKeys.Derive(null!, Make<SenderDataSecret>(), [])),
        ["sender data: secret"] = ("secret", () => SenderDataKeys.Derive(Suite, null!, [])),
        ["a secret tree: primitives"] = ("crypto", () => new SecretTree(null!, Make<EncryptionSecret>(), 1)),
        ["a secret tree: secret"] = ("encryptionSecret", () => new SecretTree(Suite, null!, 1)),
        ["a secret tree read"] = ("crypto", () => ReadTree(null!)),
        ["a secret tree written"] = ("writer", () => new SecretTree(Suite, Make<EncryptionSecret>(), 1).Write(null!)),
        ["a validator of certificates: anchors"] = ("anchors", () => new AnchoredChainValidator(null!, TimeProvider.System)),
        ["a validator of certificates: clock"] = ("clock", () => new AnchoredChainValidator([], null!)),
        ["a chain of certificates"] = ("chain", () => Validator().IsTrusted(null!)),
        ["a client's certificate"] = ("present", () => Validator().IsSameClient(null!, null!)),
        ["the key of a certificate"] = ("key", () => new CertificateAuthentication(Suite.Suite, Validator()).IsValid(new Credential.X509([]), null!)),
        ["a client's leaf"] = ("present", () => new CertificateAuthentication(Suite.Suite, Validator()).IsSuccessor(null!, null!)),
    };

    public static TheoryData<string> Names() => [.. Uses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_argument_is_named(string use) => Assert.Equal(Uses[use].Argument, Assert.Throws<ArgumentNullException>(Uses[use].Use).ParamName);

    private static T Make<T>()
        where T : Secret, INamedSecret<T> => T.From(new byte[32]);

    private static AnchoredChainValidator Validator() => new(Array.Empty<X509Certificate2>(), TimeProvider.System);

    private static EpochSecrets Epoch() => KeySchedule.FromEpochSecret(Suite, Make<EpochSecret>());

    private static void ReadSecrets(ICryptoProvider crypto)
    {
        var reader = new TlsReader([0]);
        EpochSecrets.Read(ref reader, crypto);
    }

    private static void ReadTree(ICryptoProvider crypto)
    {
        var reader = new TlsReader([0, 0, 0, 1]);
        SecretTree.Read(ref reader, crypto);
    }
}
