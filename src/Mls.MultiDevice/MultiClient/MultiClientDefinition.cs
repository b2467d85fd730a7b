using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Multi-client mode.</summary>
internal sealed class MultiClientDefinition : IModeDefinition
{
    public string Name => "multi-client";

    public string Description => "every device is a leaf of every group of its user";

    public IGroupRules Rules(ActorRunSettings settings, AuthenticationDirectory directory) => new DeviceLeafRules(directory);

    IMultiDeviceMode IModeDefinition.Open(DeviceContext device, OpaqueSecret? state) => new MultiClientMode(device);
}
