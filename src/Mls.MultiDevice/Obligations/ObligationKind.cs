namespace Mls.MultiDevice.Obligations;

/// <summary>What somebody must do after a change of a user's devices.</summary>
public enum ObligationKind
{
    /// <summary>Commit with a new leaf of the virtual client in a group.</summary>
    Rotate,

    /// <summary>Add a device to a group.</summary>
    AddDevice,

    /// <summary>Remove a device from a group.</summary>
    RemoveDevice,

    /// <summary>Send a new sibling the secrets of a group.</summary>
    SiblingWelcome,

    /// <summary>Withdraw KeyPackages and publish new ones.</summary>
    PublishKeyPackages,
}
