namespace Mls.MultiDevice;

/// <summary>Which signature key the leaf of a virtual client carries. Where devices are leaves themselves, each has its own in any case.</summary>
public enum SignatureKeyScope
{
    /// <summary>One of its own for each leaf, which all devices derive.</summary>
    PerLeaf,

    /// <summary>One for each epoch of the user group, which all devices derive.</summary>
    PerUserEpoch,

    /// <summary>That of the device that made it: only this one can sign, until another has replaced the leaf.</summary>
    Device,
}
