namespace Mls.MultiDevice.Obligations;

/// <summary>Where an obligation stands. The last three are final.</summary>
public enum ObligationState
{
    /// <summary>To be done by its assignee.</summary>
    Pending,

    /// <summary>Handed in, not decided.</summary>
    Submitted,

    /// <summary>Done.</summary>
    Accepted,

    /// <summary>Replaced by a newer one.</summary>
    Superseded,

    /// <summary>Without object.</summary>
    Cancelled,
}
