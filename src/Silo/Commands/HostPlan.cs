using System.Collections.Immutable;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>How a silo is hosted.</summary>
/// <param name="Port">TCP port of the silo on loopback; 0 for a free one.</param>
/// <param name="GatewayPort">TCP port on loopback for clients of Orleans; 0 for a free one.</param>
/// <param name="Urls">Where the page is served.</param>
/// <param name="RunsFolder">Folder that keeps the results of runs.</param>
/// <param name="Telemetry">Where the silo sends what it measures.</param>
public sealed record HostPlan(int Port, int GatewayPort, ImmutableArray<Uri> Urls, string RunsFolder, TelemetryTarget Telemetry)
{
    /// <summary>Where the page is, unless it is said.</summary>
    public const string UsualUrl = "http://localhost:8080";

    /// <summary>Addresses as they are typed, with ';' between them.</summary>
    /// <exception cref="WrongUseException">One is none.</exception>
    public static ImmutableArray<Uri> ParseUrls(string option, string text) =>
    [
        .. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).DefaultIfEmpty(string.Empty).Select(one =>
            Uri.TryCreate(one, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/" && url.UserInfo.Length == 0
                ? url
                : throw new WrongUseException($"{option} {text}: must be http://NAME:PORT, for example {UsualUrl}; several with ';' between them")),
    ];
}
