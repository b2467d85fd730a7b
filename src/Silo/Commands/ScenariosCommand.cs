using System.CommandLine;
using Mls.MultiDevice.Policies;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary><c>scenarios</c>: what there is to run.</summary>
internal static class ScenariosCommand
{
    public static Command Create(CommandServices services, Terminal terminal)
    {
        var command = new Command(
            "scenarios",
            $"""
            Lists the scenarios with the first sentence of their stories.

            Example:
              scenarios

            Policies that a scenario, or --set, may choose:
            {string.Join('\n', services.Reader.Policies.ByKey.SelectMany(Choices))}
            """);
        command.SetAction((_, stop) =>
        {
            foreach (var name in services.Catalog.Names)
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

    /// <summary>A line with each policy of a kind, and below it what it does.</summary>
    private static IEnumerable<string> Choices((string Key, PolicyList<IPolicy> Policies) kind) =>
        kind.Policies.All.SelectMany(policy => (string[])[$"  {kind.Key}={policy.Name}", $"    {policy.Description}"]);

    private static string FirstSentence(string story)
    {
        int end = story.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? story : story[..(end + 1)];
    }
}
