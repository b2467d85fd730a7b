using Mls.Core.Nodes;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>Single-client mode with one of its profiles.</summary>
/// <param name="profile">How a user's leaves derive from the user group.</param>
internal sealed class SingleClientDefinition(ISingleClientProfile profile) : IModeDefinition
{
    public string Name => profile.Name;

    public IGroupRules Rules(ActorRunSettings settings, AuthenticationDirectory directory) => new VirtualLeafRules(directory, settings.SignatureKeys);

    public bool DevicesShareLeaves(ActorRunSettings settings) => settings.SignatureKeys == SignatureKeyScope.Device;

    public ulong? UserEpochTag(LeafNode leaf) => profile.TagOf(leaf)?.EpochTag;

    IMultiDeviceMode IModeDefinition.Open(DeviceContext device, OpaqueSecret? state) => new SingleClientMode(new UserGroupPart(device, profile, state));
}
