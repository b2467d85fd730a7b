using System.CommandLine;
using System.CommandLine.Help;
using Silo.Telemetry;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>The command line: finds the command, carries it out, and turns what happened into an exit code.</summary>
public static class CommandLine
{
    /// <summary>Gives the exit code; complaints about wrong use are one line.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="services">What commands work with.</param>
    /// <param name="terminal">Where they write.</param>
    /// <param name="stop">Ctrl-C.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandServices services, Terminal terminal, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(terminal);
        ParseResult parsed = Root(services, terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Complaint(arguments, parsed) is { } complaint)
        {
            await terminal.Error.WriteLineAsync(Printable.Line(complaint));
            return ExitCode.WrongUse;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (WrongUseException wrong)
        {
            await terminal.Error.WriteLineAsync(wrong.Message);
            return ExitCode.WrongUse;
        }
        catch (OutputException unwritten)
        {
            await terminal.Error.WriteLineAsync(unwritten.Message);
            return ExitCode.OutputFailed;
        }
        catch (Exception defect) when (defect is EngineFaultException or SiloLostException)
        {
            await terminal.Error.WriteLineAsync(defect.Message);
            return ExitCode.Defect;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Stopped;
        }
    }

    /// <summary>What is wrong with the words of a line; null where nothing is.</summary>
    private static string? Complaint(IReadOnlyList<string> arguments, ParseResult parsed)
    {
        if (arguments.FirstOrDefault(word => !Printable.IsText(word)) is { } unencodable)
        {
            return $"{unencodable}: holds half of a surrogate pair, which is no text; must be valid Unicode";
        }

        Command command = parsed.CommandResult.Command;
        string[] options = [.. command.Options.Select(option => option.Name)];
        string[] known = [.. command.Subcommands.Select(sub => sub.Name), .. options];
        string help = command is RootCommand ? "see --help" : $"see {command.Name} --help";
        IEnumerable<string> asArguments = parsed.CommandResult.Children.OfType<System.CommandLine.Parsing.ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        if (asArguments.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Concat(parsed.UnmatchedTokens).FirstOrDefault() is { } unknown)
        {
            string kind = unknown.StartsWith('-') ? "there is no such option" : command is RootCommand ? "there is no such command" : "is one word too many";
            return $"{unknown}: {kind}{Nearest.Hint(unknown, known)}; {help}";
        }

        return parsed.Errors.Count > 0 ? $"{parsed.Errors[0].Message} ({help})" : null;
    }

    private static RootCommand Root(CommandServices services, Terminal terminal)
    {
        var root = new RootCommand(
            """
            Simulates messaging devices that speak MLS (RFC 9420), and compares multi-device modes.
            Without a command it hosts a silo and serves a page where runs are started and
            watched.

            Exit codes: 0 well; 99 a threshold failed; 3 an invariant was violated;
            2 wrong use; 4 results could not be written; 130 stopped; 1 a defect.

            Examples, after `dotnet run -c Release --project src/Silo --`:
              compare scenarios/family.json
              cost --users 16 --devices 4 --groups 10
              experiment E1
              --urls http://localhost:8080              (hosts a silo with its page)
            """)
        {
            CompareCommand.Create(services, terminal),
            RunCommand.Create(services, terminal),
            CompareRunsCommand.Create(services, terminal),
            ScenariosCommand.Create(services, terminal),
        };
        if (services.Costs is { } costs)
        {
            root.Subcommands.Add(CostCommand.Create(costs, services, terminal));
        }

        if (services.Experiments is { } experiments)
        {
            root.Subcommands.Add(ExperimentCommand.Create(experiments, services, terminal));
        }

        var port = new Option<string>("--port") { HelpName = "P", Description = "TCP port of the hosted silo on this machine; 0 for a free one.", DefaultValueFactory = _ => "0" };
        var gateway = new Option<string>("--gateway") { HelpName = "P", Description = "TCP port on this machine for clients of Orleans; 0 for a free one.", DefaultValueFactory = _ => "0" };
        var urls = new Option<string>("--urls") { HelpName = "URL", Description = "Where the hosted silo serves its page; this machine only, unless another name is given.", DefaultValueFactory = _ => HostPlan.UsualUrl };
        var runs = new Option<string>("--runs") { HelpName = "DIR", Description = "Folder that keeps the results of runs started on the page.", DefaultValueFactory = _ => "runs" };
        Option<string> telemetry = TelemetryTargets.NewOption();
        if (root.Options.OfType<HelpOption>().Single().Action is HelpAction help)
        {
            help.MaxWidth = terminal.Width;
        }

        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(services.Version, terminal.Output);
        root.Options.Add(urls);
        root.Options.Add(runs);
        root.Options.Add(port);
        root.Options.Add(gateway);
        root.Options.Add(telemetry);
        root.SetAction((parsed, stop) => services.HostSilo(new HostPlan(
            ScenarioOptions.Number(parsed.GetValue(port), "--port", 0, ushort.MaxValue),
            ScenarioOptions.Number(parsed.GetValue(gateway), "--gateway", 0, ushort.MaxValue),
            HostPlan.ParseUrls("--urls", parsed.GetValue(urls)!),
            parsed.GetValue(runs)!,
            TelemetryTargets.Read(parsed.GetValue(telemetry), services.TelemetryVariables)),
            stop));
        return root;
    }
}
