using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6: <c>FramedContent</c>, what is said to whom by whom, before it is authenticated.</summary>
public sealed record FramedContent(GroupId GroupId, Epoch Epoch, Sender Sender, OpaqueBytes AuthenticatedData, FramedContentBody Body) : ITlsStruct<FramedContent>
{
    /// <inheritdoc/>
    public static FramedContent Read(ref TlsReader reader) => new(
        GroupId.Read(ref reader),
        Epoch.Read(ref reader),
        Sender.Read(ref reader),
        reader.ReadOpaque(),
        FramedContentBody.Read(ref reader, (ContentType)reader.ReadUInt8()));

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        GroupId.Write(writer);
        Epoch.Write(writer);
        Sender.Write(writer);
        writer.WriteOpaque(AuthenticatedData);
        writer.WriteUInt8((byte)Body.ContentType);
        Body.Write(writer);
    }
}
