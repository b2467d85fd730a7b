using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>The tree-root profile: leaf keys derive from the exporter of the user group (modes R19 to R36).</summary>
internal sealed class TreeRootProfile : ISingleClientProfile
{
    public string Name => "tree-root";

    public ExtensionType TagType => LeafRef.Type;

    public ILeafTag? TagOf(LeafNode leaf) => LeafRef.Of(leaf);

    public ILeafTag ReadTag(ref TlsReader reader) => LeafRef.Read(ref reader);

    public UserEpoch EpochOf(ICryptoProvider crypto, GroupState state) => TreeRootKeys.EpochOf(crypto, state);

    public IVirtualClient Open(DeviceContext device, UserEpochs epochs) => new TreeRootClient(device, epochs, new GenerationCounters());

    public IVirtualClient Restore(DeviceContext device, UserEpochs epochs, ref TlsReader reader) => new TreeRootClient(device, epochs, GenerationCounters.Read(ref reader));
}
