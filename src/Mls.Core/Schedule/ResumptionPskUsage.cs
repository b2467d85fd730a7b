namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8.4: <c>enum { reserved(0), application(1), reinit(2), branch(3), (255) } ResumptionPSKUsage</c>.</summary>
public enum ResumptionPskUsage
{
    /// <summary>Not valid.</summary>
    Reserved = 0,

    /// <summary>For an application's own ends; the only one that a PreSharedKey proposal may name.</summary>
    Application = 1,

    /// <summary>Ties a reinitialised group to the one before (section 11.2).</summary>
    ReInit = 2,

    /// <summary>Ties a subgroup to the group it branches from (section 11.3).</summary>
    Branch = 3,
}
