namespace Simulation.Scenarios;

/// <summary>The links between actors. The smallest minimum is the quantum of virtual time.</summary>
public sealed record NetworkLinks(LinkLatency DeviceToService, LinkLatency ServiceToDevice, LinkLatency ServiceToService);
