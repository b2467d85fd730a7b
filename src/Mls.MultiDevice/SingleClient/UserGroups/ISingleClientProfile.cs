using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>How one leaf for all devices of a user comes out of their user group: all in which single-client modes differ from each other.</summary>
internal interface ISingleClientProfile
{
    /// <summary>What scenarios and reports call the mode.</summary>
    string Name { get; }

    /// <summary>The leaf extension that carries the tag.</summary>
    ExtensionType TagType { get; }

    /// <summary>The tag that <paramref name="leaf"/> carries, or <see langword="null"/>.</summary>
    /// <exception cref="MalformedException">The extension is there but does not decode.</exception>
    ILeafTag? TagOf(LeafNode leaf);

    /// <summary>Reads what <see cref="ILeafTag.Write"/> wrote.</summary>
    ILeafTag ReadTag(ref TlsReader reader);

    /// <summary>Takes from a state of the user group what is kept of its epoch: the present one, or a provisional one (<see cref="StagedCommit.Next"/>).</summary>
    UserEpoch EpochOf(ICryptoProvider crypto, GroupState state);

    /// <summary>The virtual client as one device holds it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="epochs">The user group's epochs, lent.</param>
    IVirtualClient Open(DeviceContext device, UserEpochs epochs);

    /// <summary>The same as a snapshot held it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="epochs">The user group's epochs, lent.</param>
    /// <param name="reader">What <see cref="IVirtualClient.Write"/> wrote.</param>
    IVirtualClient Restore(DeviceContext device, UserEpochs epochs, ref TlsReader reader);
}
