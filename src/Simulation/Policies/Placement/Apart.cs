using Simulation.Scenarios;

namespace Simulation.Policies.Placement;

/// <summary>The new device is added while the old one still has its leaf, and gets another one; the Remove follows after the scenario's gap.</summary>
public sealed class Apart : ILeafPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "apart";

    /// <inheritdoc/>
    public string Description => "Add first, Remove after the scenario's gap.";

    /// <inheritdoc/>
    public long RemoveAfter(ChangeRates changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return (long)(changes.ReplacementGapMinutes * VirtualTime.MinuteMilliseconds);
    }
}
