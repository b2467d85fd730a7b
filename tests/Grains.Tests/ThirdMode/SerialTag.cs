using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Grains.Tests.ThirdMode;

/// <summary>Leaf extension of the sketch: the user group's epoch, the device that made the leaf, and the device's serial number for it.</summary>
internal sealed record SerialTag(ulong EpochTag, uint DeviceLeaf, ulong Serial) : ILeafTag, ITlsStruct<SerialTag>
{
    /// <summary>From the private range, as another than tree-root's.</summary>
    public static ExtensionType Type { get; } = new(0xF0D2);

    public static SerialTag Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadUInt64());

    public Extension ToExtension() => new(Type, Tls.EncodeOpaque(this));

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(EpochTag);
        writer.WriteUInt32(DeviceLeaf);
        writer.WriteUInt64(Serial);
    }
}
