using System.Globalization;
using Silo.Commands;
using Silo.Hosting;

namespace Silo.Engine;

/// <summary>A silo that waits for work until it is stopped.</summary>
internal static class LoneSilo
{
    public static async Task<int> HostAsync(Terminal terminal, int port, bool showsTelemetry, CancellationToken stop)
    {
        await using SiloHost host = await SiloHost.StartAsync(new SiloOptions { Port = port, ShowsTelemetry = showsTelemetry, Compose = Composition.Compose }, stop);
        await terminal.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"silo ready on port {host.Port} of this machine; Ctrl-C ends it, --help shows the commands"));
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            await terminal.Output.WriteLineAsync("silo ends");
        }

        return ExitCode.Success;
    }
}
