namespace Simulation.Scenarios;

/// <summary>Who commits a change of a user's devices.</summary>
public enum CommitterPolicy
{
    /// <summary>Another device of the same user.</summary>
    Sibling,
}
