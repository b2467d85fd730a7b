namespace Simulation.Scenarios;

/// <summary>Whose stock of KeyPackages the pool is.</summary>
public enum KeyPackageStock
{
    /// <summary>Each client's: a device where devices are leaves, a user where users are.</summary>
    PerClient,

    /// <summary>Each user's: where devices are leaves, the devices of a user share it.</summary>
    PerUser,
}
