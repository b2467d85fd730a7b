using Mls.MultiDevice.Policies;
using Simulation.Scenarios;

namespace Simulation.Policies.Placement;

/// <summary>Which leaf the new device of a replacement gets. RFC 9420, section 12.1.1, puts an Add on the leftmost blank leaf, so the choice is when the Remove of the old device
/// comes. Asked while a trace is drawn.</summary>
public interface ILeafPlacementPolicy : IPolicy
{
    /// <summary>Virtual milliseconds from the Add of a replacement to the Remove of the device that is replaced; not negative.</summary>
    long RemoveAfter(ChangeRates changes);
}
