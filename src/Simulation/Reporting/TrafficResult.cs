namespace Simulation.Reporting;

/// <summary>Traffic by kind of content.</summary>
/// <param name="Phase">setup or measured.</param>
/// <param name="Operation">The causing operation.</param>
/// <param name="Label">Kind of content.</param>
/// <param name="Link">Which way it went.</param>
/// <param name="Mails">Mails sent.</param>
/// <param name="OctetsSent">Octets sent, once for each mail.</param>
/// <param name="Deliveries">Mails delivered.</param>
/// <param name="OctetsDelivered">Octets delivered, once for each recipient.</param>
public sealed record TrafficResult(
    string Phase, string Operation, string Label, string Link, long Mails, long OctetsSent, long Deliveries, long OctetsDelivered);
