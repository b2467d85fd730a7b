using Mls.Core.Nodes;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice;

/// <summary>A mode as a run chooses it: everything about it that is not one device's.</summary>
public interface IModeDefinition
{
    /// <summary>What scenarios and reports call it.</summary>
    string Name { get; }

    /// <summary>What the mode demands of conversation groups.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="directory">Says which keys are whose.</param>
    IGroupRules Rules(ActorRunSettings settings, AuthenticationDirectory directory);

    /// <summary>Whether one device's key may take the place of a sibling's in a leaf.</summary>
    /// <param name="settings">The run's settings.</param>
    bool DevicesShareLeaves(ActorRunSettings settings) => false;

    /// <summary>The public name of the user-group epoch that a leaf stands for; <see langword="null"/> where it carries none, as in modes without a user group.</summary>
    /// <exception cref="Mls.Core.Wire.MalformedException">An extension that would carry it does not decode.</exception>
    ulong? UserEpochTag(LeafNode leaf) => null;

    /// <summary>The mode for one device, new or as a snapshot held it.</summary>
    /// <param name="device">What the mode may see of the device and have it do.</param>
    /// <param name="state">What <see cref="IUserGroupPart.Write"/> wrote; <see langword="null"/> for a new device, and empty where there is no user group.</param>
    internal IMultiDeviceMode Open(DeviceContext device, OpaqueSecret? state);
}
