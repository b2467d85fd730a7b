using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Leaf extension <c>mdm_leaf_ref</c>: tells siblings where a leaf's keys come from.
/// <c>struct { opaque epoch_tag[8]; uint32 device_leaf; uint32 generation; } LeafRef</c>, in clear.</summary>
/// <param name="EpochTag">The public name of the user group's epoch, its eight octets read big-endian.</param>
/// <param name="DeviceLeaf">The leaf in the user group of the device that made the leaf.</param>
/// <param name="Generation">That device's counter.</param>
public sealed record LeafRef(ulong EpochTag, uint DeviceLeaf, uint Generation) : ITlsStruct<LeafRef>, ILeafTag
{
    /// <summary>0xF0D1, from the private range.</summary>
    public static ExtensionType Type { get; } = new(0xF0D1);

    /// <summary>The reference that <paramref name="leaf"/> carries, or <see langword="null"/>.</summary>
    /// <exception cref="MalformedException">The extension is there but does not decode.</exception>
    public static LeafRef? Of(LeafNode leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        return leaf.Extensions.Find<LeafRef>(Type);
    }

    /// <inheritdoc/>
    public static LeafRef Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadUInt32());

    /// <summary>The extension for a LeafNode.</summary>
    public Extension ToExtension() => new(Type, Tls.EncodeOpaque(this));

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(EpochTag);
        writer.WriteUInt32(DeviceLeaf);
        writer.WriteUInt32(Generation);
    }
}
