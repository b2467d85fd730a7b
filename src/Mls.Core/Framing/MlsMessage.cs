using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6: <c>MLSMessage</c>, everything that travels. A closed choice.</summary>
public abstract record MlsMessage : ITlsStruct<MlsMessage>
{
    private MlsMessage()
    {
    }

    /// <summary>The kind on the wire.</summary>
    public abstract WireFormat WireFormat { get; }

    /// <inheritdoc/>
    public static MlsMessage Read(ref TlsReader reader)
    {
        var version = ProtocolVersion.Read(ref reader);
        if (version != ProtocolVersion.Mls10)
        {
            throw reader.Malformed(WireRules.MessageVersion, $"protocol version {version}, allowed is 1");
        }

        var format = reader.ReadUInt16();
        return (WireFormat)format switch
        {
            WireFormat.PublicMessage => new OfPublicMessage(PublicMessage.Read(ref reader)),
            WireFormat.PrivateMessage => new OfPrivateMessage(PrivateMessage.Read(ref reader)),
            WireFormat.Welcome => new OfWelcome(Welcome.Read(ref reader)),
            WireFormat.GroupInfo => new OfGroupInfo(GroupInfo.Read(ref reader)),
            WireFormat.KeyPackage => new OfKeyPackage(ReadKeyPackage(ref reader, version)),
            _ => throw reader.Malformed(WireRules.MessageWireFormat, $"wire format {format}, allowed are 1 to 5"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ProtocolVersion.Mls10.Write(writer);
        writer.WriteUInt16((ushort)WireFormat);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    private static KeyPackage ReadKeyPackage(ref TlsReader reader, ProtocolVersion version)
    {
        var package = KeyPackage.Read(ref reader);
        return package.Version == version
            ? package
            : throw reader.Malformed(WireRules.MessageKeyPackageVersion, $"KeyPackage of version {package.Version} in a message of version {version}");
    }

    /// <summary><c>mls_public_message</c>.</summary>
    public sealed record OfPublicMessage(PublicMessage Message) : MlsMessage
    {
        /// <inheritdoc/>
        public override WireFormat WireFormat => WireFormat.PublicMessage;

        private protected override void WriteBody(TlsWriter writer) => Message.Write(writer);
    }

    /// <summary><c>mls_private_message</c>.</summary>
    public sealed record OfPrivateMessage(PrivateMessage Message) : MlsMessage
    {
        /// <inheritdoc/>
        public override WireFormat WireFormat => WireFormat.PrivateMessage;

        private protected override void WriteBody(TlsWriter writer) => Message.Write(writer);
    }

    /// <summary><c>mls_welcome</c>.</summary>
    public sealed record OfWelcome(Welcome Welcome) : MlsMessage
    {
        /// <inheritdoc/>
        public override WireFormat WireFormat => WireFormat.Welcome;

        private protected override void WriteBody(TlsWriter writer) => Welcome.Write(writer);
    }

    /// <summary><c>mls_group_info</c>.</summary>
    public sealed record OfGroupInfo(GroupInfo GroupInfo) : MlsMessage
    {
        /// <inheritdoc/>
        public override WireFormat WireFormat => WireFormat.GroupInfo;

        private protected override void WriteBody(TlsWriter writer) => GroupInfo.Write(writer);
    }

    /// <summary><c>mls_key_package</c>.</summary>
    public sealed record OfKeyPackage(KeyPackage KeyPackage) : MlsMessage
    {
        /// <inheritdoc/>
        public override WireFormat WireFormat => WireFormat.KeyPackage;

        private protected override void WriteBody(TlsWriter writer) => KeyPackage.Write(writer);
    }
}
