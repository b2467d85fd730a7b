using Simulation.Scenarios;

namespace Simulation.Workload;

/// <summary>A device that comes into being.</summary>
public sealed record NewDevice(DeviceName Device, DeviceClass Class);
