namespace Mls.Core.Tests.Oracle;

/// <summary>The secrets of an epoch (RFC 9420, sections 8, 9 and 6.3.2).</summary>
internal sealed class ModelEpoch(ModelCrypto crypto, byte[] epochSecret, int leafCount)
{
    public byte[] SenderData => crypto.DeriveSecret(epochSecret, "sender data");

    public byte[] Encryption => crypto.DeriveSecret(epochSecret, "encryption");

    public byte[] ExporterSecret => crypto.DeriveSecret(epochSecret, "exporter");

    public byte[] External => crypto.DeriveSecret(epochSecret, "external");

    public byte[] Confirmation => crypto.DeriveSecret(epochSecret, "confirm");

    public byte[] Membership => crypto.DeriveSecret(epochSecret, "membership");

    public byte[] Resumption => crypto.DeriveSecret(epochSecret, "resumption");

    public byte[] Authenticator => crypto.DeriveSecret(epochSecret, "authentication");

    public byte[] Init => crypto.DeriveSecret(epochSecret, "init");

    /// <summary>MLS-Exporter (section 8.5).</summary>
    public byte[] Export(string label, byte[] context, int length) =>
        crypto.ExpandWithLabel(crypto.DeriveSecret(ExporterSecret, label), "exported", crypto.Hash(context), length);

    /// <summary>The key and nonce of one message (sections 9 and 9.1).</summary>
    public (byte[] Key, byte[] Nonce) MessageKey(int leaf, string ratchet, uint generation)
    {
        var secret = crypto.ExpandWithLabel(LeafSecret(leaf), ratchet, [], crypto.Nh);
        for (var passed = 0u; passed < generation; passed++)
        {
            secret = crypto.DeriveTreeSecret(secret, "secret", passed, crypto.Nh);
        }

        return (
            crypto.DeriveTreeSecret(secret, "key", generation, crypto.Provider.AeadKeyLength),
            crypto.DeriveTreeSecret(secret, "nonce", generation, crypto.Provider.AeadNonceLength));
    }

    /// <summary>Takes the content out of a PrivateMessage, from after the wire format (section 6.3).</summary>
    public (ModelContent Content, uint Generation) Open(Reading message)
    {
        var start = message.Position;
        var groupId = message.Opaque();
        var epoch = message.U64();
        var type = message.U8();
        var senderDataAad = message.Since(start);
        var authenticatedData = message.Opaque();
        var contentAad = message.Since(start);
        var encryptedSenderData = message.Opaque();
        var ciphertext = message.Opaque();

        var sample = ciphertext[..Math.Min(crypto.Nh, ciphertext.Length)];
        var senderKey = crypto.ExpandWithLabel(SenderData, "key", sample, crypto.Provider.AeadKeyLength);
        var senderNonce = crypto.ExpandWithLabel(SenderData, "nonce", sample, crypto.Provider.AeadNonceLength);
        var sender = new Reading(crypto.AeadOpen(senderKey, senderNonce, senderDataAad, encryptedSenderData));
        var leaf = (int)sender.U32();
        var generation = sender.U32();
        var guard = sender.Fixed(4);

        var (key, nonce) = MessageKey(leaf, type == 1 ? "application" : "handshake", generation);
        for (var i = 0; i < 4; i++)
        {
            nonce[i] ^= guard[i];
        }

        return (ModelContent.FromPlaintext(groupId, epoch, leaf, authenticatedData, type, crypto.AeadOpen(key, nonce, contentAad, ciphertext)), generation);
    }

    private byte[] LeafSecret(int leaf)
    {
        var secret = Encryption;
        for (var (first, width) = (0, leafCount); width > 1;)
        {
            width /= 2;
            var right = leaf >= first + width;
            secret = crypto.ExpandWithLabel(secret, "tree", Octets.Text(right ? "right" : "left"), crypto.Nh);
            first += right ? width : 0;
        }

        return secret;
    }
}
