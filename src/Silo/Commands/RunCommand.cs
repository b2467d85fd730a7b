using System.CommandLine;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary><c>run SCENARIO --mode MODE</c>: a scenario in one mode.</summary>
internal static class RunCommand
{
    public static Command Create(CommandServices services, Terminal terminal)
    {
        string modes = string.Join('|', services.Engines.Modes);
        var options = new ScenarioOptions();
        var mode = new Option<string?>("--mode") { HelpName = modes, Description = "The mode; required." };
        var command = new Command(
            "run",
            $"""
            Runs a scenario in one mode.

            Example:
              run family --mode {services.Engines.Modes[0]} --silos 2 --json
            """);
        options.AddTo(command);
        command.Options.Add(mode);
        command.SetAction((parsed, stop) =>
        {
            string? name = parsed.GetValue(mode);
            return name is not null && services.Engines.Modes.Contains(name)
                ? options.RunAsync(parsed, services, terminal, [name], stop)
                : throw new WrongUseException($"--mode{(name is null ? " is missing" : $" {name}")}: must be one of {string.Join(", ", services.Engines.Modes)}{Nearest.Hint(name ?? "", services.Engines.Modes)}");
        });
        return command;
    }
}
