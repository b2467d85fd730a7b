using System.Buffers.Binary;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Grains.Tests.ThirdMode;

/// <summary>A sketch of a third mode: one number for each leaf of the virtual client, whatever the leaf is for, and every key from the exporter by that number. It shows what a profile
/// has to bring, and claims nothing about attackers.</summary>
internal sealed class SerialProfile : ISingleClientProfile
{
    public string Name => "serial";

    public ExtensionType TagType => SerialTag.Type;

    public ILeafTag? TagOf(LeafNode leaf) => leaf.Extensions.Find<SerialTag>(SerialTag.Type);

    public ILeafTag ReadTag(ref TlsReader reader) => SerialTag.Read(ref reader);

    public UserEpoch EpochOf(ICryptoProvider crypto, GroupState state)
    {
        using var tag = state.Export(crypto, "serial tag"u8, [], sizeof(ulong));
        return UserEpoch.Of(state, BinaryPrimitives.ReadUInt64BigEndian(tag.Expose()), state.ExporterRoot(crypto, "serial root"u8));
    }

    public IVirtualClient Open(DeviceContext device, UserEpochs epochs) => new SerialClient(device, epochs, 0);

    public IVirtualClient Restore(DeviceContext device, UserEpochs epochs, ref TlsReader reader) => new SerialClient(device, epochs, reader.ReadUInt64());
}
