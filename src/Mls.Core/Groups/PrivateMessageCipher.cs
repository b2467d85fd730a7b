using System.Buffers.Binary;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 6.3: the two encryptions of a PrivateMessage.</summary>
internal static class PrivateMessageCipher
{
    /// <summary>Encrypts content under a leased key and the sender's place under the sender data key.</summary>
    /// <param name="services">Primitives and padding.</param>
    /// <param name="senderDataSecret">The epoch's sender data secret.</param>
    /// <param name="signed">The content.</param>
    /// <param name="lease">The message key.</param>
    /// <param name="reuseGuard">What is mixed into the nonce.</param>
    public static PrivateMessage Seal(GroupServices services, SenderDataSecret senderDataSecret, AuthenticatedContent signed, MessageKeyLease lease, uint reuseGuard)
    {
        var crypto = services.Crypto;
        var content = signed.Content;
        var header = new PrivateMessage(content.GroupId, content.Epoch, content.Body.ContentType, content.AuthenticatedData, default, default);
        using var plaintext = new TlsWriter();
        content.Body.Write(plaintext);
        signed.Auth.Write(plaintext);
        plaintext.WriteZeros(Math.Max(0, services.Padding.PaddedLength(plaintext.Length) - plaintext.Length));
        Span<byte> nonce = stackalloc byte[lease.Keys.Nonce.Length];
        Guarded(lease.Keys.Nonce, reuseGuard, nonce);
        var ciphertext = new byte[plaintext.Length + crypto.AeadTagLength];
        crypto.AeadSeal(lease.Keys.Key, nonce, header.ContentAssociatedData(), plaintext.Written, ciphertext);

        using var senderKeys = SenderDataKeys.Derive(crypto, senderDataSecret, ciphertext);
        var senderData = Tls.Encode(new SenderData(lease.Slot.Leaf, lease.Slot.Generation, reuseGuard));
        var encryptedSenderData = new byte[senderData.Length + crypto.AeadTagLength];
        crypto.AeadSeal(senderKeys.Key, senderKeys.Nonce, header.SenderDataAssociatedData(), senderData, encryptedSenderData);
        return header with { EncryptedSenderData = OpaqueBytes.Own(encryptedSenderData), Ciphertext = OpaqueBytes.Own(ciphertext) };
    }

    /// <summary>Decrypts the sender's place.</summary>
    /// <exception cref="ProtocolViolationException">It does not open.</exception>
    /// <exception cref="MalformedException">What opens is not a SenderData.</exception>
    public static SenderData OpenSenderData(ICryptoProvider crypto, SenderDataSecret secret, PrivateMessage message)
    {
        Rule.Require(message.EncryptedSenderData.Length == SenderData.Length + crypto.AeadTagLength, FramingViolations.SenderDataCannotBeOpened);
        using var keys = SenderDataKeys.Derive(crypto, secret, message.Ciphertext.Span);
        Span<byte> plaintext = stackalloc byte[SenderData.Length];
        Rule.Require(
            crypto.AeadOpen(keys.Key, keys.Nonce, message.SenderDataAssociatedData(), message.EncryptedSenderData.Span, plaintext),
            FramingViolations.SenderDataCannotBeOpened);
        return Tls.Decode<SenderData>(plaintext);
    }

    /// <summary>Decrypts the content with a leased key.</summary>
    /// <exception cref="ProtocolViolationException">It does not open, or its padding is not zero.</exception>
    /// <exception cref="MalformedException">What opens is not content of the stated type.</exception>
    public static AuthenticatedContent OpenContent(ICryptoProvider crypto, PrivateMessage message, SenderData sender, MessageKeyLease lease)
    {
        Rule.Require(message.Ciphertext.Length >= crypto.AeadTagLength, FramingViolations.ContentCannotBeOpened);
        Span<byte> nonce = stackalloc byte[lease.Keys.Nonce.Length];
        Guarded(lease.Keys.Nonce, sender.ReuseGuard, nonce);
        var plaintext = new byte[message.Ciphertext.Length - crypto.AeadTagLength];
        Rule.Require(
            crypto.AeadOpen(lease.Keys.Key, nonce, message.ContentAssociatedData(), message.Ciphertext.Span, plaintext),
            FramingViolations.ContentCannotBeOpened);
        var reader = new TlsReader(plaintext);
        var body = FramedContentBody.Read(ref reader, message.ContentType);
        var auth = FramedContentAuthData.Read(ref reader, message.ContentType);
        Rule.Require(reader.ReadFixed(reader.Remaining).IndexOfAnyExcept((byte)0) < 0, FramingViolations.BadPadding);
        var content = new FramedContent(message.GroupId, message.Epoch, new Sender.Member(sender.Leaf), message.AuthenticatedData, body);
        return new AuthenticatedContent(WireFormat.PrivateMessage, content, auth);
    }

    private static void Guarded(ReadOnlySpan<byte> nonce, uint reuseGuard, Span<byte> guarded)
    {
        nonce.CopyTo(guarded);
        Span<byte> guard = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(guard, reuseGuard);
        for (var i = 0; i < guard.Length; i++)
        {
            guarded[i] ^= guard[i];
        }
    }
}
