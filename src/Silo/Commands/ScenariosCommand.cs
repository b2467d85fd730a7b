using System.CommandLine;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary><c>scenarios</c>: what there is to run.</summary>
internal static class ScenariosCommand
{
    public static Command Create(CommandServices services, Terminal terminal)
    {
        var command = new Command(
            "scenarios",
            """
            Lists the scenarios with the first sentence of their stories.

            Example:
              scenarios
            """);
        command.SetAction((_, stop) =>
        {
            foreach (string name in services.Catalog.Names)
            {
                stop.ThrowIfCancellationRequested();
                string file = services.Catalog.Locate(name);
                Scenario scenario = services.Reader.Read(file, ScenarioCatalog.ReadText(file));
                terminal.WriteProse($"{name,-12} {FirstSentence(scenario.Story)}");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static string FirstSentence(string story)
    {
        int end = story.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? story : story[..(end + 1)];
    }
}
