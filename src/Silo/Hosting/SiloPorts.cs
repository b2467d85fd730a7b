using System.Net;
using System.Net.Sockets;
using Simulation.Scenarios;

namespace Silo.Hosting;

/// <summary>Finds ports on loopback.</summary>
internal static class SiloPorts
{
    /// <summary>The wanted port, or a free one where 0 is wanted.</summary>
    /// <exception cref="WrongUseException">The port is taken or is none.</exception>
    public static int Choose(int wanted)
    {
        if (wanted is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            throw new WrongUseException($"port {wanted}: allowed are 1 to {IPEndPoint.MaxPort}, or 0 for a free one");
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException exception)
        {
            throw new WrongUseException($"port {wanted} on {IPAddress.Loopback} cannot be used: {exception.Message}");
        }
    }
}
