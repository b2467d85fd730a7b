using System.Reflection;
using Mls.Crypto;
using Silo.Commands;
using Silo.Engine;
using Silo.Hosting;
using Silo.Costing;
using Silo.Experiments;
using Silo.Telemetry;
using Simulation.Scenarios;

namespace Silo;

/// <summary>Entry point.</summary>
public static class Program
{
    /// <summary>Gives the exit code; see <see cref="ExitCode"/>.</summary>
    public static async Task<int> Main(string[] args)
    {
        // Standard output is for results, which the terminal below writes; what exporters and others write for people goes to standard error.
        Console.SetOut(Console.Error);
        if (SiloChild.IsChild(args))
        {
            return await SiloChild.RunAsync(args, Composition.Compose);
        }

        using var stop = new StopSignal();
        Terminal terminal = Terminal.OfProcess();
        var catalog = ScenarioCatalog.Default(Environment.CurrentDirectory, AppContext.BaseDirectory);
        var reader = new ScenarioReader([.. Composition.Providers.Supported], Composition.Policies);
        string version = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var variables = TelemetryOptions.VariablesOf(Environment.GetEnvironmentVariables());
        var lone = new LoneSilo(terminal, catalog, reader, version) { Variables = variables };
        var services = new CommandServices
        {
            Catalog = catalog,
            Reader = reader,
            Engines = new OrleansRunEngineFactory(TimeProvider.System, Composition.Compose, lone.AddRuns) { Variables = variables },
            Costs = new CostCalculator(Composition.NewActors()),
            Experiments = new SecurityExperiments(Composition.NewActors(), Composition.Providers.Find(SecurityExperiments.Suite)!, seed => new SeededRandomStreams(seed)),
            HostSilo = lone.HostAsync,
            TelemetryVariables = variables,
            WriteFile = DurableFile.Write,
            Clock = TimeProvider.System,
            Version = version,
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
