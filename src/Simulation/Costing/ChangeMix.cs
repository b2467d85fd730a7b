namespace Simulation.Costing;

/// <summary>How many changes of each kind there were.</summary>
/// <param name="AddDevice">Devices that came.</param>
/// <param name="RemoveDevice">Devices that went.</param>
/// <param name="UpdateKeys">Devices that renewed their keys.</param>
/// <param name="AddUser">Additions of a user to a group.</param>
/// <param name="RemoveUser">Removals of a user from a group.</param>
public sealed record ChangeMix(long AddDevice, long RemoveDevice, long UpdateKeys, long AddUser, long RemoveUser)
{
    /// <summary>All of them.</summary>
    public long Count => AddDevice + RemoveDevice + UpdateKeys + AddUser + RemoveUser;
}
