using System.Collections.Immutable;

namespace Simulation.Scenarios;

/// <summary>Who exists when the measured phase starts.</summary>
/// <param name="Users">At least one.</param>
/// <param name="DeviceCap">The most devices a user may ever have at one time.</param>
/// <param name="DevicesPerUser">Number of devices (1 to the cap) and its weight. Users are dealt to the numbers by exact quota, not by lot.</param>
/// <param name="FirstDevice">Class of everybody's first device.</param>
/// <param name="FurtherDevices">Class of all later devices.</param>
public sealed record Population(
    int Users,
    int DeviceCap,
    ImmutableArray<Weighted<int>> DevicesPerUser,
    DeviceClass FirstDevice,
    ImmutableArray<Weighted<DeviceClass>> FurtherDevices);
