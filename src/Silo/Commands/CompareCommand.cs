using System.CommandLine;

namespace Silo.Commands;

/// <summary><c>compare SCENARIO</c>: one trace in every mode, side by side.</summary>
internal static class CompareCommand
{
    public static Command Create(CommandServices services, Terminal terminal)
    {
        var options = new ScenarioOptions();
        var command = new Command(
            "compare",
            """
            Runs a scenario in every mode and shows what each costs, mode beside mode.

            Example:
              compare family --seed 7 --set messages.perUserAndDay=10 --out results
              compare family --seeds 1..20 --out results
            """);
        options.AddTo(command);
        command.SetAction((parsed, stop) => options.RunAsync(parsed, services, terminal, services.Engines.Modes, stop));
        return command;
    }
}
