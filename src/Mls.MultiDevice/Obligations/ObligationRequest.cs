namespace Mls.MultiDevice.Obligations;

/// <summary>An obligation to be raised.</summary>
/// <param name="Kind">What must be done.</param>
/// <param name="Cause">Why.</param>
/// <param name="Group">The conversation; the user group where it concerns the account as a whole.</param>
/// <param name="Subject">The device that it is about; empty where it is about none.</param>
/// <param name="WantedUserEpoch">The user epoch that the result must be derived from, at least; 0 where there is no user group.</param>
public sealed record ObligationRequest(ObligationKind Kind, ObligationCause Cause, GroupName Group, string Subject, ulong WantedUserEpoch)
{
    /// <summary>The operation that costs are accounted to; 0 for none.</summary>
    public long OperationId { get; init; }

    /// <summary>Its name.</summary>
    public string OperationName { get; init; } = "none";

    /// <summary>The device whose Commit raised it: first in the order of assignees. Empty where nobody's did.</summary>
    public string Committer { get; init; } = "";

    /// <summary>That device's leaf in the user group, from which the distance of the others counts.</summary>
    public uint CommitterLeaf { get; init; }
}
