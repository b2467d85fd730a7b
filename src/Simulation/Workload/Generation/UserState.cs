namespace Simulation.Workload.Generation;

/// <summary>A user while its future is drawn.</summary>
internal sealed class UserState(UserName name)
{
    public UserName Name => name;

    public bool Left { get; set; }

    public int DevicesEver { get; set; }

    /// <summary>Devices that are not removed, oldest first.</summary>
    public List<DeviceState> Devices { get; } = [];

    /// <summary>Groups the user is in, with the time of joining.</summary>
    public List<(DrawnGroup Group, long Since)> Groups { get; } = [];

    /// <summary>Intentions that wait until a device is online.</summary>
    public List<Intention> Waiting { get; } = [];
}
