using System.CommandLine;

namespace Interop.Server;

/// <summary>Entry point.</summary>
public static class Program
{
    /// <summary>Serves the interop interface, or checks passive-client vectors. Exit codes: 0 well, 1 a case failed or the port is taken, 2 wrong use.</summary>
    public static async Task<int> Main(string[] args)
    {
        var port = new Option<int>("--port") { Description = "The port on the loopback interface; 0 takes any that is free.", DefaultValueFactory = _ => 50051 };
        var root = new RootCommand("Serves the MLS working group's interop interface (service mls_client.MLSClient).") { port };
        root.SetAction((parsed, stop) => ServeAsync(parsed.GetValue(port), Console.Out, stop));

        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where the files are." };
        var check = new Command("check-passive", "Runs every *.json of a folder that is in the passive-client vector format.") { folder };
        check.SetAction(parsed => PassiveCheck.Run(parsed.GetValue(folder)!, Console.Out, Console.Error));
        root.Add(check);

        var line = root.Parse(args);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{line.Errors[0].Message.ReplaceLineEndings(" ")} (see --help)");
            return 2;
        }

        return await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static async Task<int> ServeAsync(int port, TextWriter output, CancellationToken stop)
    {
        if (port is < 0 or > ushort.MaxValue)
        {
            await Console.Error.WriteLineAsync($"--port {port}: must be 0 to {ushort.MaxValue}");
            return 2;
        }

        try
        {
            await using var host = await InteropHost.StartAsync(port, stop);
            await output.WriteLineAsync($"listening on {host.Address.Host}:{host.Address.Port}");
            await host.WaitAsync(stop);
            return 0;
        }
        catch (IOException taken)
        {
            await Console.Error.WriteLineAsync(taken.Message);
            return 1;
        }
    }
}
