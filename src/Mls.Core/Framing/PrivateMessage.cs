using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6.3: content encrypted to the group, the sender's identity too.</summary>
public sealed record PrivateMessage(
    GroupId GroupId,
    Epoch Epoch,
    ContentType ContentType,
    OpaqueBytes AuthenticatedData,
    OpaqueBytes EncryptedSenderData,
    OpaqueBytes Ciphertext) : ITlsStruct<PrivateMessage>
{
    /// <inheritdoc/>
    public static PrivateMessage Read(ref TlsReader reader)
    {
        var groupId = GroupId.Read(ref reader);
        var epoch = Epoch.Read(ref reader);
        var type = (ContentType)reader.ReadUInt8();
        if (type is not (ContentType.Application or ContentType.Proposal or ContentType.Commit))
        {
            throw reader.Malformed(WireRules.PrivateContentType, $"ContentType {(int)type}, allowed are 1 to 3");
        }

        return new PrivateMessage(groupId, epoch, type, reader.ReadOpaque(), reader.ReadOpaque(), reader.ReadOpaque());
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        GroupId.Write(writer);
        Epoch.Write(writer);
        writer.WriteUInt8((byte)ContentType);
        writer.WriteOpaque(AuthenticatedData);
        writer.WriteOpaque(EncryptedSenderData);
        writer.WriteOpaque(Ciphertext);
    }

    /// <summary><c>PrivateContentAAD</c> (RFC 9420, section 6.3.1).</summary>
    public byte[] ContentAssociatedData()
    {
        using var writer = new TlsWriter();
        GroupId.Write(writer);
        Epoch.Write(writer);
        writer.WriteUInt8((byte)ContentType);
        writer.WriteOpaque(AuthenticatedData);
        return writer.ToArray();
    }

    /// <summary><c>SenderDataAAD</c> (RFC 9420, section 6.3.2).</summary>
    public byte[] SenderDataAssociatedData()
    {
        using var writer = new TlsWriter();
        GroupId.Write(writer);
        Epoch.Write(writer);
        writer.WriteUInt8((byte)ContentType);
        return writer.ToArray();
    }
}
