namespace Simulation.Checking;

/// <summary>What must be true in every run, whatever mode, scenario and seed.</summary>
public enum Invariant
{
    /// <summary>All members of an epoch have the same epoch authenticator, and every member reaches the last epoch.</summary>
    EpochAuthenticator,

    /// <summary>No accepted Commit is unprocessable by an honest online member.</summary>
    CommitProcessable,

    /// <summary>No pair of key and nonce is used twice.</summary>
    KeyNonceOnce,

    /// <summary>The user-group epoch behind an active leaf never decreases within one membership.</summary>
    ActiveLeafEpoch,

    /// <summary>When nothing is in flight every obligation is settled.</summary>
    ObligationsSettled,

    /// <summary>Every application message sent is opened by every device that is entitled to it.</summary>
    MessagesOpened,

    /// <summary>No application message is opened by a device that is not entitled to it.</summary>
    MessagesEntitled,

    /// <summary>When nothing is in flight every device that was to be let into a group is in it.</summary>
    LetIn,

    /// <summary>Whoever has stolen the state of a removed device opens nothing of an epoch in which the removal is effective.</summary>
    RemovedOpensNothing,
}
