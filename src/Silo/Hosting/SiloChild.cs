using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Silo.Telemetry;

namespace Silo.Hosting;

/// <summary>The hidden command of a child process: hosts a silo that joins the parent's, until standard input ends.</summary>
public static class SiloChild
{
    /// <summary>The command's name; its arguments are the parent's port and where telemetry goes.</summary>
    public const string CommandName = "silo-child";

    /// <summary>What the child says on standard output once it has joined.</summary>
    internal const string ReadyLine = "silo ready";

    /// <summary>Whether a command line is that of a child.</summary>
    public static bool IsChild(IReadOnlyList<string> arguments) =>
        arguments is { Count: 3 } && string.Equals(arguments[0], CommandName, StringComparison.Ordinal);

    /// <summary>Hosts the silo; gives the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Action<IHostApplicationBuilder> compose)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        // Ctrl-C reaches the whole process group; the parent decides when its children end.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        var primaryPort = int.Parse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture);
        var telemetry = new TelemetryOptions(TelemetryTargets.Parse(arguments[2])) { Variables = TelemetryOptions.VariablesOf(Environment.GetEnvironmentVariables()) };
        using var host = SiloBuilding.Build(new SiloPlace(SiloPorts.Choose(0), primaryPort, GatewayPort: 0), telemetry, compose);
        await host.StartAsync();

        // The console's own writer may have been pointed elsewhere: this line is for the parent alone.
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await output.WriteLineAsync(ReadyLine);
        }

        await EndOfInput();
        await host.StopAsync();
        return 0;
    }

    private static async Task EndOfInput()
    {
        await using var input = Console.OpenStandardInput();
        var octets = new byte[64];
        while (await input.ReadAsync(octets) > 0)
        {
            // Nothing is said to a child but that it may go.
        }
    }
}
