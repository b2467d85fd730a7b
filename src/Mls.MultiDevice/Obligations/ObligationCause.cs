namespace Mls.MultiDevice.Obligations;

/// <summary>Why an obligation arose.</summary>
public enum ObligationCause
{
    /// <summary>A device came.</summary>
    AddDevice,

    /// <summary>A device was removed.</summary>
    RemoveDevice,

    /// <summary>A device renewed its keys.</summary>
    Pcs,

    /// <summary>The user joined a group with a KeyPackage of an older user epoch, or created it under one: urgent like a removal (rule H1).</summary>
    Join,
}
