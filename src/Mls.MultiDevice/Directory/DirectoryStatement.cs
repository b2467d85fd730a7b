using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Directory;

/// <summary>What a device says about its user's devices: <c>uint8</c> tag, then the body. A closed choice.</summary>
public abstract record DirectoryStatement : ITlsStruct<DirectoryStatement>
{
    private DirectoryStatement()
    {
    }

    /// <summary>The label that it is signed under (RFC 9420, section 5.1.2).</summary>
    internal abstract ReadOnlySpan<byte> Label { get; }

    private protected abstract byte Tag { get; }

    /// <inheritdoc/>
    public static DirectoryStatement Read(ref TlsReader reader)
    {
        var tag = reader.ReadUInt8();
        return tag switch
        {
            1 => new DeviceKey(reader.ReadText(), SignaturePublicKey.Read(ref reader)),
            2 => new LeafKey(SignaturePublicKey.Read(ref reader), reader.ReadUInt64(), reader.ReadUInt64()),
            3 => new RevokeDevice(reader.ReadText(), reader.ReadUInt64(), reader.ReadUInt64()),
            4 => new SuspendDevice(reader.ReadText()),
            _ => throw reader.Malformed($"directory statement {tag}, allowed are 1 to 4"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt8(Tag);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary>A device of the user signs with this key. The user's first device says so itself, each further one is vouched for by one that is active.</summary>
    public sealed record DeviceKey(string Device, SignaturePublicKey Key) : DirectoryStatement
    {
        internal override ReadOnlySpan<byte> Label => "mdm device key"u8;

        private protected override byte Tag => 1;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            Key.Write(writer);
        }
    }

    /// <summary>Leaves of the user's virtual client sign with this key.</summary>
    /// <param name="Key">The leaf's signature key.</param>
    /// <param name="EpochTag">The public name of the user-group epoch that it is derived from.</param>
    /// <param name="Epoch">That epoch's number.</param>
    public sealed record LeafKey(SignaturePublicKey Key, ulong EpochTag, ulong Epoch) : DirectoryStatement
    {
        internal override ReadOnlySpan<byte> Label => "mdm leaf key"u8;

        private protected override byte Tag => 2;

        private protected override void WriteBody(TlsWriter writer)
        {
            Key.Write(writer);
            writer.WriteUInt64(EpochTag);
            writer.WriteUInt64(Epoch);
        }
    }

    /// <summary>The device is not the user's any more. With a user group this is handed in with the Commit that leaves the device out, and said only once that is accepted;
    /// said again it counts where it names a later epoch.</summary>
    /// <param name="Device">The device's name.</param>
    /// <param name="NextEpochTag">The public name of the first user-group epoch without the device; 0 where the user has no user group.</param>
    /// <param name="NextEpoch">That epoch's number: the device took part in those before.</param>
    public sealed record RevokeDevice(string Device, ulong NextEpochTag, ulong NextEpoch) : DirectoryStatement
    {
        internal override ReadOnlySpan<byte> Label => "mdm revoke"u8;

        private protected override byte Tag => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            writer.WriteUInt64(NextEpochTag);
            writer.WriteUInt64(NextEpoch);
        }
    }

    /// <summary>The device is to go: from now on it certifies, vouches for and commits nothing new, and under its name no device comes any more. Leaf keys that are
    /// certified already go on until the device is revoked, so that siblings can still use them meanwhile.</summary>
    /// <param name="Device">The device's name.</param>
    public sealed record SuspendDevice(string Device) : DirectoryStatement
    {
        internal override ReadOnlySpan<byte> Label => "mdm suspend"u8;

        private protected override byte Tag => 4;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteText(Device);
    }
}
