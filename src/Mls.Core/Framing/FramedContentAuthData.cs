using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6.1: the signature, and for a Commit the confirmation tag.</summary>
public sealed record FramedContentAuthData(OpaqueBytes Signature, MacTag? ConfirmationTag)
{
    /// <summary>Reads the form that belongs to <paramref name="type"/>.</summary>
    public static FramedContentAuthData Read(ref TlsReader reader, ContentType type) =>
        new(reader.ReadOpaque(), type == ContentType.Commit ? MacTag.Read(ref reader) : null);

    /// <summary>Writes both parts.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteOpaque(Signature);
        if (ConfirmationTag is { } tag)
        {
            tag.Write(writer);
        }
    }
}
