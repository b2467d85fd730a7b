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

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_Welcome_opens_to_a_signed_and_confirmed_GroupInfo(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var welcome = Assert.IsType<MlsMessage.OfWelcome>(Tls.Decode<MlsMessage>(test.Octets("welcome"))).Welcome;
        var package = Assert.IsType<MlsMessage.OfKeyPackage>(Tls.Decode<MlsMessage>(test.Octets("key_package"))).KeyPackage;
        using var initKey = crypto.Kem.ImportPrivateKey(test.Octets("init_priv"));
        var entry = Assert.Single(welcome.Secrets, one => one.NewMember == package.Ref(crypto));

        using var opened = crypto.DecryptWithLabel(initKey, WelcomeSecrets.Label, welcome.EncryptedGroupInfo.Span, entry.Sealed);
        Assert.NotNull(opened);
        using var secrets = Tls.Decode<GroupSecrets>(opened.Expose());
        using var psk = PskSecretBuilder.None(crypto);
        using var welcomeSecret = KeySchedule.DeriveWelcome(crypto, secrets.JoinerSecret, psk);
        var info = Tls.Decode<GroupInfo>(WelcomeSecrets.Open(crypto, welcomeSecret, welcome.EncryptedGroupInfo.Span)!);

        Assert.True(info.IsSignedBy(crypto, new SignaturePublicKey(new OpaqueBytes(test.Octets("signer_pub")))));
        using var epoch = KeySchedule.DeriveEpoch(crypto, secrets.JoinerSecret, psk, Tls.Encode(info.Context));
        Assert.True(info.ConfirmationTag.Verify(crypto, epoch.ConfirmationKey, info.Context.ConfirmedTranscriptHash.Span));
    }
}
