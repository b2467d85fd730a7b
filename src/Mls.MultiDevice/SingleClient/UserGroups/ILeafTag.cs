using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What a leaf of a virtual client says in clear of where its keys come from, so that siblings can derive them. Each profile has a type of its own.</summary>
public interface ILeafTag
{
    /// <summary>The public name of the user group's epoch.</summary>
    ulong EpochTag { get; }

    /// <summary>The leaf in the user group of the device that made the leaf.</summary>
    uint DeviceLeaf { get; }

    /// <summary>The extension for a LeafNode.</summary>
    Extension ToExtension();

    /// <summary>Writes the tag as messages between siblings carry it.</summary>
    void Write(TlsWriter writer);
}
