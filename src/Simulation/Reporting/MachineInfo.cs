using System.Runtime.InteropServices;

namespace Simulation.Reporting;

/// <summary>What a run was done on.</summary>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Architecture">Of the processor.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="Runtime">Version of .NET.</param>
public sealed record MachineInfo(string OperatingSystem, string Architecture, int Cores, string Runtime)
{
    /// <summary>This machine.</summary>
    public static MachineInfo Current() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription);
}
