namespace Simulation.Scenarios;

/// <summary>What the delivery service does with concurrent Commits.</summary>
public enum DeliveryPolicy
{
    /// <summary>The first valid Commit of an epoch is accepted, the others are refused.</summary>
    FirstValidCommit,
}
