namespace Simulation.Scenarios;

/// <summary>Whether the two halves of a device replacement travel in one Commit.</summary>
public enum LeafPlacementPolicy
{
    /// <summary>Add first, Remove after the scenario's gap.</summary>
    Apart,
}
