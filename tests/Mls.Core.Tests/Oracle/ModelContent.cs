namespace Mls.Core.Tests.Oracle;

/// <summary>AuthenticatedContent (RFC 9420, sections 6 and 6.1), taken out of either framing.</summary>
/// <param name="WireFormat">1 for a PublicMessage, 2 for a PrivateMessage.</param>
/// <param name="Content">The encoded FramedContent.</param>
/// <param name="Sender">SenderType.</param>
/// <param name="Leaf">The sender's leaf, of a member.</param>
/// <param name="Type">ContentType.</param>
/// <param name="Body">What the content type selects.</param>
/// <param name="Signature">The signature.</param>
/// <param name="ConfirmationTag">Of a Commit.</param>
/// <param name="MembershipTag">Of a member's PublicMessage.</param>
internal sealed record ModelContent(
    int WireFormat, byte[] Content, int Sender, int Leaf, int Type, byte[] Body, byte[] Signature, byte[]? ConfirmationTag, byte[]? MembershipTag)
{
    /// <summary>AuthenticatedContent.</summary>
    public byte[] Authenticated => Octets.Join(Octets.U16(WireFormat), Content, Auth);

    /// <summary>ConfirmedTranscriptHashInput.</summary>
    public byte[] TranscriptInput => Octets.Join(Octets.U16(WireFormat), Content, Octets.Opaque(Signature));

    private byte[] Auth => Octets.Join(Octets.Opaque(Signature), ConfirmationTag is null ? [] : Octets.Opaque(ConfirmationTag));

    /// <summary>FramedContentTBS.</summary>
    public byte[] ToBeSigned(byte[] context) => Octets.Join(Octets.U16(1), Octets.U16(WireFormat), Content, Sender is 1 or 4 ? context : []);

    /// <summary>AuthenticatedContentTBM.</summary>
    public byte[] ToBeMaced(byte[] context) => Octets.Join(ToBeSigned(context), Auth);

    /// <summary>The content of a PublicMessage, from after the wire format.</summary>
    public static ModelContent ReadPublic(Reading reading)
    {
        var start = reading.Position;
        reading.SkipVectors(1);
        reading.U64();
        var sender = reading.U8();
        var leaf = sender is 1 or 2 ? (int)reading.U32() : -1;
        reading.SkipVectors(1);
        var type = reading.U8();
        var body = ReadBody(reading, type);
        var content = reading.Since(start);
        var signature = reading.Opaque();
        var confirmation = type == 3 ? reading.Opaque() : null;
        return new ModelContent(1, content, sender, leaf, type, body, signature, confirmation, sender == 1 ? reading.Opaque() : null);
    }

    /// <summary>The content of a PrivateMessage from its plaintext (section 6.3.1).</summary>
    public static ModelContent FromPlaintext(byte[] groupId, ulong epoch, int leaf, byte[] authenticatedData, int type, byte[] plaintext)
    {
        var reading = new Reading(plaintext);
        var body = ReadBody(reading, type);
        var content = Octets.Join(Octets.Opaque(groupId), Octets.U64(epoch), [1], Octets.U32((uint)leaf), Octets.Opaque(authenticatedData), [(byte)type], body);
        return new ModelContent(2, content, 1, leaf, type, body, reading.Opaque(), type == 3 ? reading.Opaque() : null, null);
    }

    private static byte[] ReadBody(Reading reading, int type)
    {
        var start = reading.Position;
        switch (type)
        {
            case 1:
                reading.SkipVectors(1);
                break;
            case 2:
                ModelProposal.Read(reading);
                break;
            default:
                reading.SkipVectors(1);
                if (reading.U8() == 1)
                {
                    ModelLeaf.Read(reading);
                    reading.SkipVectors(1);
                }

                break;
        }

        return reading.Since(start);
    }
}
