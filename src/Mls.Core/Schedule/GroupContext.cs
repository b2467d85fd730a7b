using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8.1: the public state that all members of an epoch must agree on; an input of the key schedule.</summary>
public sealed record GroupContext(
    ProtocolVersion Version,
    CipherSuite CipherSuite,
    GroupId GroupId,
    Epoch Epoch,
    OpaqueBytes TreeHash,
    OpaqueBytes ConfirmedTranscriptHash,
    ExtensionList Extensions) : ITlsStruct<GroupContext>
{
    /// <inheritdoc/>
    public static GroupContext Read(ref TlsReader reader) => new(
        ProtocolVersion.Read(ref reader),
        CipherSuite.Read(ref reader),
        GroupId.Read(ref reader),
        Epoch.Read(ref reader),
        reader.ReadOpaque(),
        reader.ReadOpaque(),
        ExtensionList.Read(ref reader));

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Version.Write(writer);
        CipherSuite.Write(writer);
        GroupId.Write(writer);
        Epoch.Write(writer);
        writer.WriteOpaque(TreeHash);
        writer.WriteOpaque(ConfirmedTranscriptHash);
        Extensions.Write(writer);
    }
}
