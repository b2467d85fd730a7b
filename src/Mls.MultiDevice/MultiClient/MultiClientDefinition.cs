using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Multi-client mode.</summary>
internal sealed class MultiClientDefinition : IModeDefinition
{
    public string Name => "multi-client";

    public IGroupRules Rules(ActorRunSettings settings, AuthenticationDirectory directory) => new DeviceLeafRules(directory);

    IMultiDeviceMode IModeDefinition.Open(DeviceContext device, OpaqueSecret? state) => new MultiClientMode(device);
}
