namespace Architecture.Tests;

/// <summary>The table of arrows: what each product project may reference.</summary>
internal static class Arrows
{
    public static readonly IReadOnlyDictionary<string, (string[] Projects, string[] Packages)> Allowed = new Dictionary<string, (string[], string[])>(StringComparer.Ordinal)
    {
        ["Mls.Core"] = ([], []),
        ["Mls.Crypto"] = (["Mls.Core"], ["BouncyCastle.Cryptography"]),
        ["Mls.MultiDevice"] = (["Mls.Core"], []),
        ["Grains.Interfaces"] = ([], ["Microsoft.Orleans.Sdk"]),
        ["Grains"] = (["Grains.Interfaces", "Mls.Core", "Mls.MultiDevice"], ["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Runtime"]),
        ["Simulation"] = (["Grains.Interfaces", "Mls.Core", "Mls.MultiDevice"], ["Microsoft.Orleans.Sdk"]),
        ["Silo"] = (
            ["Mls.Core", "Mls.Crypto", "Mls.MultiDevice", "Grains.Interfaces", "Grains", "Simulation"],
            [
                "Microsoft.Orleans.Server", "Microsoft.Orleans.Client", "Microsoft.Orleans.Dashboard", "OpenTelemetry.Exporter.Console",
                "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore", "OpenTelemetry.Extensions.Hosting", "System.CommandLine",
            ]),
    };

    /// <summary>Every reference that the table does not allow, as one line each.</summary>
    public static IEnumerable<string> Broken(Project project)
    {
        var (projects, packages) = Allowed[project.Name];
        foreach (var reference in project.Projects.Except(projects, StringComparer.Ordinal))
        {
            yield return $"{project.Name} references project {reference}";
        }

        foreach (var reference in project.Packages.Except(packages, StringComparer.Ordinal))
        {
            yield return $"{project.Name} references package {reference}";
        }
    }
}
