using System.Collections.Immutable;

namespace Simulation.Scenarios;

/// <summary>The names of the device classes in scenario files.</summary>
internal static class DeviceClasses
{
    public static readonly ImmutableArray<(string Name, DeviceClass Value)> Choices =
        [("phone", DeviceClass.Phone), ("desktop", DeviceClass.Desktop), ("server", DeviceClass.Server)];

    public static readonly ImmutableArray<string> Names = [.. Choices.Select(choice => choice.Name)];
}
