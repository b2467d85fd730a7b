using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6: <c>AuthenticatedContent</c>, content with the proof of its sender, for one wire format.</summary>
public sealed record AuthenticatedContent(WireFormat WireFormat, FramedContent Content, FramedContentAuthData Auth) : ITlsStruct<AuthenticatedContent>
{
    /// <inheritdoc/>
    public static AuthenticatedContent Read(ref TlsReader reader)
    {
        var format = (WireFormat)reader.ReadUInt16();
        if (format is not (WireFormat.PublicMessage or WireFormat.PrivateMessage))
        {
            throw reader.Malformed(WireRules.ContentWireFormat, $"wire format {(int)format} of content, allowed are 1 and 2");
        }

        var content = FramedContent.Read(ref reader);
        return new AuthenticatedContent(format, content, FramedContentAuthData.Read(ref reader, content.Body.ContentType));
    }

    /// <summary>Content signed by its sender (RFC 9420, section 6.1); a Commit's confirmation tag is added later.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="format">How the message will travel; part of what is signed.</param>
    /// <param name="content">What is signed.</param>
    /// <param name="context">The GroupContext of the message's epoch, for senders that sign it.</param>
    /// <param name="key">The sender's key.</param>
    public static AuthenticatedContent Sign(ICryptoProvider crypto, WireFormat format, FramedContent content, GroupContext? context, SignaturePrivateKey key) =>
        new(format, content, new FramedContentAuthData(crypto.SignWithLabel(key, "FramedContentTBS"u8, writer => WriteToBeSigned(writer, format, content, context)), null));

    /// <summary>Whether <paramref name="key"/> signed this content in the epoch of <paramref name="context"/>.</summary>
    public bool IsSignedBy(ICryptoProvider crypto, SignaturePublicKey key, GroupContext context) =>
        crypto.VerifyWithLabel(key, "FramedContentTBS"u8, writer => WriteToBeSigned(writer, WireFormat, Content, context), Auth.Signature.Span);

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt16((ushort)WireFormat);
        Content.Write(writer);
        Auth.Write(writer);
    }

    /// <summary><c>ConfirmedTranscriptHashInput</c> (RFC 9420, section 8.2): everything but the confirmation tag.</summary>
    public byte[] ConfirmedTranscriptHashInput()
    {
        using var writer = new TlsWriter();
        writer.WriteUInt16((ushort)WireFormat);
        Content.Write(writer);
        writer.WriteOpaque(Auth.Signature);
        return writer.ToArray();
    }

    /// <summary><c>AuthenticatedContentTBM</c> (RFC 9420, section 6.2), the input of the membership tag.</summary>
    public byte[] ToBeMaced(GroupContext context)
    {
        using var writer = new TlsWriter();
        WriteToBeSigned(writer, WireFormat, Content, context);
        Auth.Write(writer);
        return writer.ToArray();
    }

    private static void WriteToBeSigned(TlsWriter writer, WireFormat format, FramedContent content, GroupContext? context)
    {
        ProtocolVersion.Mls10.Write(writer);
        writer.WriteUInt16((ushort)format);
        content.Write(writer);
        if (content.Sender.SignsGroupContext)
        {
            ArgumentNullException.ThrowIfNull(context);
            context.Write(writer);
        }
    }
}
