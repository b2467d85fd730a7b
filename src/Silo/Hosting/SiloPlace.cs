using System.Globalization;

namespace Silo.Hosting;

/// <summary>Ports of a silo on loopback.</summary>
/// <param name="Port">The silo's own.</param>
/// <param name="PrimaryPort">That of the silo that the others join.</param>
/// <param name="GatewayPort">For clients of other processes; 0 for none.</param>
internal sealed record SiloPlace(int Port, int PrimaryPort, int GatewayPort)
{
    /// <summary>What silos and clients of one cluster have in common.</summary>
    public string ClusterId => string.Create(CultureInfo.InvariantCulture, $"simulator-{PrimaryPort}");
}
