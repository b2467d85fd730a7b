namespace Simulation.Reporting;

/// <summary>A sum over operations.</summary>
/// <param name="OctetsSent">Octets that devices sent; between services, that services sent.</param>
/// <param name="OctetsDelivered">Octets that devices were delivered; between services, that services were delivered.</param>
/// <param name="PublicKeyOperations">Public-key operations of devices.</param>
public sealed record TotalResult(long OctetsSent, long OctetsDelivered, long PublicKeyOperations);
