using System.Collections.Immutable;

namespace Simulation.Scenarios;

/// <summary>The names of the device classes in scenario files and settings.</summary>
internal static class DeviceClasses
{
    public static readonly ImmutableArray<(string Name, DeviceClass Value)> Choices =
        [("phone", DeviceClass.Phone), ("desktop", DeviceClass.Desktop), ("server", DeviceClass.Server)];

    public static readonly ImmutableArray<string> Names = [.. Choices.Select(choice => choice.Name)];

    public static string NameOf(DeviceClass deviceClass) => Choices.First(choice => choice.Value == deviceClass).Name;
}
