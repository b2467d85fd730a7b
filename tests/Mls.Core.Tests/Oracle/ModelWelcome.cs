using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Xunit;

namespace Mls.Core.Tests.Oracle;

/// <summary>A Welcome opened by the model (RFC 9420, section 12.4.3.1).</summary>
internal static class ModelWelcome
{
    public static void Check(ModelCrypto crypto, ModelGroup group, byte[] welcome, byte[] keyPackage, HpkePrivateKey initKey, int leaf)
    {
        var reading = new Reading(welcome);
        Assert.Equal(crypto.Provider.Suite.Value, reading.U16());
        var reference = Octets.Hex(crypto.RefHash("MLS 1.0 KeyPackage Reference", keyPackage));
        (byte[] KemOutput, byte[] Ciphertext)? own = null;
        for (var list = reading.Vector(); !list.AtEnd;)
        {
            var name = Octets.Hex(list.Opaque());
            var box = (list.Opaque(), list.Opaque());
            own = name == reference ? box : own;
        }

        Assert.NotNull(own);
        var encryptedInfo = reading.Opaque();
        var secrets = new Reading(crypto.DecryptWithLabel(initKey, "Welcome", encryptedInfo, own.Value.KemOutput, own.Value.Ciphertext));
        Assert.Equal(Octets.Hex(group.Joiner), Octets.Hex(secrets.Opaque()));
        var hasPathSecret = secrets.U8() == 1;
        Assert.Equal(group.PathSecrets.Count > 0, hasPathSecret);
        if (hasPathSecret)
        {
            var common = group.Tree.DirectPath(leaf).First(group.PathSecrets.ContainsKey);
            Assert.Equal(Octets.Hex(group.PathSecrets[common]), Octets.Hex(secrets.Opaque()));
        }

        var psks = secrets.Vector();
        foreach (var psk in group.Psks)
        {
            Assert.Equal(Octets.Hex(psk), Octets.Hex(psks.Fixed(psk.Length)));
        }

        Assert.True(psks.AtEnd && secrets.AtEnd);

        var welcomeSecret = crypto.DeriveSecret(crypto.Extract(group.Joiner, group.PskSecret()), "welcome");
        var key = crypto.ExpandWithLabel(welcomeSecret, "key", [], crypto.Provider.AeadKeyLength);
        var nonce = crypto.ExpandWithLabel(welcomeSecret, "nonce", [], crypto.Provider.AeadNonceLength);
        var info = new Reading(crypto.AeadOpen(key, nonce, [], encryptedInfo));
        Assert.Equal(Octets.Hex(group.Context), Octets.Hex(info.Fixed(group.Context.Length)));
        info.SkipVectors(1);
        Assert.Equal(Octets.Hex(group.ConfirmationTag), Octets.Hex(info.Opaque()));
        var signer = (int)info.U32();
        Assert.Equal(group.Committer, signer);
    }
}
