using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Silo.Telemetry;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>The argument and the options of commands that run a scenario.</summary>
internal sealed class ScenarioOptions
{
    private const int MostSilos = 16;
    private const int MostThreads = 256;

    private readonly Argument<string> _scenario = new("SCENARIO") { Description = "Name of a scenario (see the command scenarios) or path of a scenario file." };
    private readonly Option<string?> _seed = new("--seed") { HelpName = "N", Description = "Seed of trace and run, instead of the scenario's." };
    private readonly Option<string?> _seeds = new("--seeds") { HelpName = "LIST", Description = "Repeats it with several seeds, such as 1..20 or 1,2,5, and says how sure the differences are." };
    private readonly Option<string[]> _set = new("--set") { HelpName = "key=value", Description = "Overrides a value of the scenario, such as population.users=1000 or groups.team.count=5. May be repeated." };
    private readonly Option<string?> _out = new("--out") { HelpName = "DIR", Description = "Writes report.html, MODE/summary.json, operations.csv, timeline.csv and manifest.json there." };
    private readonly Option<bool> _overwrite = Overwriting();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the summaries as JSON instead of tables." };
    private readonly Option<string?> _suite = new("--suite") { HelpName = "SUITE", Description = "Cipher suite by number or name, instead of the scenario's." };
    private readonly Option<string> _entropy = new("--entropy") { HelpName = "seeded|system", Description = "Where devices take randomness from.", DefaultValueFactory = _ => "seeded" };
    private readonly Option<string> _silos = new("--silos") { HelpName = "N", Description = "Silo processes on this machine.", DefaultValueFactory = _ => "1" };
    private readonly Option<string> _threads = new("--threads") { HelpName = "N", Description = "Threads per silo for the actors' work; 0 is as many as cores.", DefaultValueFactory = _ => "0" };

    private readonly Option<string?> _dashboard = new("--dashboard")
    {
        HelpName = "URL",
        Description = $"Serves a page that shows the run, at {HostPlan.UsualUrl} unless another place is given.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _telemetry = TelemetryTargets.NewOption();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_scenario);
        foreach (var option in (Option[])[_seed, _seeds, _set, _out, _overwrite, _json, _suite, _entropy, _silos, _threads, _telemetry, _dashboard])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for, checked.</summary>
    /// <exception cref="WrongUseException">It cannot be done as asked.</exception>
    public ExperimentPlan Read(ParseResult parsed, CommandServices services, ImmutableArray<string> modes) => Read(parsed, services, modes, null);

    /// <summary>Carries out what was asked for, with one seed or with several.</summary>
    /// <exception cref="WrongUseException">It cannot be done as asked.</exception>
    public Task<int> RunAsync(ParseResult parsed, CommandServices services, Terminal terminal, ImmutableArray<string> modes, CancellationToken stop)
    {
        if (parsed.GetValue(_seeds) is not { } list)
        {
            return new Experiment(services, terminal).RunAsync(Read(parsed, services, modes), stop);
        }

        string? clash = parsed.GetValue(_seed) is not null ? "--seed" : parsed.GetResult(_dashboard) is not null ? "--dashboard" : null;
        return clash is not null
            ? throw new WrongUseException($"--seeds {list}: does not go with {clash}; leave one of them out")
            : new SeedExperiment(services, terminal).RunAsync([.. SeedList.Parse(list).Select(seed => Read(parsed, services, modes, seed))], parsed.GetValue(_out), stop);
    }

    /// <summary>With one of several seeds, or with that of the options.</summary>
    private ExperimentPlan Read(ParseResult parsed, CommandServices services, ImmutableArray<string> modes, long? one)
    {
        ImmutableArray<ScenarioOverride> overrides =
        [
            .. (parsed.GetValue(_set) ?? []).Select(ScenarioOverride.Parse),
            .. Shortcut(parsed.GetValue(_seed) ?? one?.ToString(CultureInfo.InvariantCulture), "--seed", "seed"),
            .. Shortcut(parsed.GetValue(_suite), "--suite", "suite"),
        ];
        Entropy entropy = parsed.GetValue(_entropy) switch
        {
            "seeded" => Entropy.Seeded,
            "system" => Entropy.System,
            var other => throw new WrongUseException($"--entropy {other}: must be one of seeded, system"),
        };
        var layout = new EngineOptions(Number(parsed.GetValue(_silos), "--silos", 1, MostSilos), Number(parsed.GetValue(_threads), "--threads", 0, MostThreads))
        {
            Page = parsed.GetResult(_dashboard) is null
                ? null
                : new RunPage(HostPlan.ParseUrls("--dashboard", parsed.GetValue(_dashboard) ?? HostPlan.UsualUrl), modes, [.. overrides.Select(given => given.Option)]),
            Telemetry = TelemetryTargets.Read(parsed.GetValue(_telemetry), services.TelemetryVariables),
        };
        string file = services.Catalog.Locate(parsed.GetRequiredValue(_scenario));
        Scenario scenario = services.Reader.Read(file, ScenarioCatalog.ReadText(file), overrides);
        return new ExperimentPlan(
            scenario,
            modes,
            entropy,
            layout,
            parsed.GetValue(_out),
            parsed.GetValue(_overwrite),
            parsed.GetValue(_json),
            [.. overrides.Select(given => given.Option)]);
    }

    /// <summary>The option that goes with <c>--out</c>.</summary>
    public static Option<bool> Overwriting() => new("--overwrite") { Description = "Replaces the files of another run in DIR; everything else there stays." };

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="WrongUseException">It is not.</exception>
    public static int Number(string? text, string option, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
            ? number
            : throw new WrongUseException(FormattableString.Invariant($"{option} {text}: must be a whole number from {minimum} to {maximum}"));

    private static IEnumerable<ScenarioOverride> Shortcut(string? value, string option, string key) =>
        value is null ? [] : [new ScenarioOverride($"{option} {value}", key, value)];
}
