using System.Reflection;
using Mls.Crypto;
using Silo.Commands;
using Silo.Engine;
using Silo.Hosting;
using Silo.Costing;
using Silo.Experiments;
using Simulation.Scenarios;

namespace Silo;

/// <summary>Entry point.</summary>
public static class Program
{
    /// <summary>Gives the exit code; see <see cref="ExitCode"/>.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (SiloChild.IsChild(args))
        {
            return await SiloChild.RunAsync(args, Composition.Compose);
        }

        using var stop = new StopSignal();
        Terminal terminal = Terminal.OfProcess();
        var services = new CommandServices
        {
            Catalog = ScenarioCatalog.Default(Environment.CurrentDirectory, AppContext.BaseDirectory),
            Reader = new ScenarioReader([.. Composition.Providers.Supported]),
            Engines = new OrleansRunEngineFactory(TimeProvider.System, Composition.Compose),
            Costs = new CostCalculator(Composition.NewActors()),
            Experiments = new SecurityExperiments(Composition.NewActors(), Composition.Providers.Find(SecurityExperiments.Suite)!, seed => new SeededRandomStreams(seed)),
            HostSilo = (port, showsTelemetry, token) => LoneSilo.HostAsync(terminal, port, showsTelemetry, token),
            WriteFile = DurableFile.Write,
            Clock = TimeProvider.System,
            Version = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        };
        try
        {
            return await CommandLine.RunAsync(args, services, terminal, stop.Token);
        }
        catch (Exception defect)
        {
            await terminal.Error.WriteLineAsync($"a defect of this program: {defect}");
            return ExitCode.Defect;
        }
    }
}
