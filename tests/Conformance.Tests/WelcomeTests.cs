using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Schedule;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class WelcomeTests
{
    private const string File = "welcome";

    private static readonly ICryptoProvider Crypto = Suites.One;

    public static TheoryData<int, string> Cases() => Vectors.Rows(File, 1);

    [Fact]
    public void There_is_one_case_of_suite_1()
    {
        Vectors.Require(File);
        Assert.Single(Cases());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_Welcome_opens_to_a_signed_and_confirmed_GroupInfo(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);
        var welcome = Assert.IsType<MlsMessage.OfWelcome>(Tls.Decode<MlsMessage>(test.Octets("welcome"))).Welcome;
        var package = Assert.IsType<MlsMessage.OfKeyPackage>(Tls.Decode<MlsMessage>(test.Octets("key_package"))).KeyPackage;
        using var initKey = Crypto.Kem.ImportPrivateKey(test.Octets("init_priv"));
        var entry = Assert.Single(welcome.Secrets, one => one.NewMember == package.Ref(Crypto));

        using var opened = Crypto.DecryptWithLabel(initKey, WelcomeSecrets.Label, welcome.EncryptedGroupInfo.Span, entry.Sealed);
        Assert.NotNull(opened);
        using var secrets = Tls.Decode<GroupSecrets>(opened.Expose());
        using var psk = PskSecretBuilder.None(Crypto);
        using var welcomeSecret = KeySchedule.DeriveWelcome(Crypto, secrets.JoinerSecret, psk);
        var info = Tls.Decode<GroupInfo>(WelcomeSecrets.Open(Crypto, welcomeSecret, welcome.EncryptedGroupInfo.Span)!);

        Assert.True(info.IsSignedBy(Crypto, new SignaturePublicKey(new OpaqueBytes(test.Octets("signer_pub")))));
        using var epoch = KeySchedule.DeriveEpoch(Crypto, secrets.JoinerSecret, psk, Tls.Encode(info.Context));
        Assert.True(info.ConfirmationTag.Verify(Crypto, epoch.ConfirmationKey, info.Context.ConfirmedTranscriptHash.Span));
    }
}
