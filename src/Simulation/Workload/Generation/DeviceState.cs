using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>A device while its future is drawn.</summary>
internal sealed class DeviceState(DeviceName name, DeviceClass deviceClass, UserState user, long since)
{
    public DeviceName Name => name;

    public DeviceClass Class => deviceClass;

    public UserState User => user;

    /// <summary>When it came into being; it does nothing on its own in the first minute.</summary>
    public long Since => since;

    public bool Online { get; set; } = true;

    public bool Removed { get; set; }

    public long OnlineUntil { get; set; }
}
