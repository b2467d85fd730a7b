using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>What became of trying a job. A closed choice.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>It cannot be tried now; it will be tried again when something has changed.</summary>
    public sealed record Wait : JobOutcome;

    /// <summary>Its Commit is on the way.</summary>
    public sealed record Submitted : JobOutcome;

    /// <summary>It is done.</summary>
    public sealed record Done : JobOutcome;

    /// <summary>These siblings are being let in: that is what was asked for, each time.</summary>
    public sealed record Welcomed(ValueList<string> Devices) : JobOutcome;

    /// <summary>It has to wait until every group has been rotated.</summary>
    public sealed record NeedsRotations : JobOutcome;

    /// <summary>It cannot be done.</summary>
    public sealed record Skipped(string Reason) : JobOutcome;

    /// <summary>It needs KeyPackages of these users first; <paramref name="Device"/> names one device where only that is wanted.</summary>
    public sealed record NeedsKeyPackages(ValueList<string> Users, string Device) : JobOutcome;
}
