using System.Collections.Immutable;
using System.CommandLine;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Security;

namespace Silo.Commands;

/// <summary><c>experiment</c>: who can read what, decided by decryption.</summary>
internal static class ExperimentCommand
{
    private const string Every = "all";

    public static Command Create(ISecurityExperiments experiments, CommandServices services, Terminal terminal)
    {
        string known = string.Join(", ", experiments.Names);
        var name = new Argument<string>("name") { Description = $"One of {known}, or all.", HelpName = "NAME" };
        var mode = new Option<string>("--mode") { HelpName = "MODE", Description = $"One of {string.Join(", ", experiments.Modes)}, or all.", DefaultValueFactory = _ => Every };
        var seed = new Option<string>("--seed") { HelpName = "S", Description = "Everything random derives from it.", DefaultValueFactory = _ => "1" };
        var @out = new Option<string?>("--out") { HelpName = "DIR", Description = "Writes the matrices there, as JSON and as CSV." };
        var overwrite = ScenarioOptions.Overwriting();
        var command = new Command(
            "experiment",
            """
            Runs an experiment in which an attacker with a stolen device tries to open messages, and prints who opened what.
            Each has three arms: a member, who must open; an attacker with the defence switched off, who must open, too; and one with it on.
            The exit code is 3 where anything is not as expected.

            Example:
              experiment E1
            """)
        {
            name,
            mode,
            seed,
            @out,
            overwrite,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var names = Chosen(experiments.Names, parsed.GetValue(name)!, "experiment");
            var modes = Chosen(experiments.Modes, parsed.GetValue(mode)!, "--mode");
            int number = ScenarioOptions.Number(parsed.GetValue(seed), "--seed", 0, int.MaxValue);
            using OutputFolder? folder = parsed.GetValue(@out) is { } path ? OutputFolder.Prepare(path, [], parsed.GetValue(overwrite), services.WriteFile) : null;
            ExperimentResult Run(string one, string where)
            {
                using var line = new ProgressLine(terminal, services.Clock);
                line.Report($"{one} {where}, seed {number}");
                return experiments.Run(one, where, number, stop);
            }

            var results = ImmutableArray.CreateBuilder<ExperimentResult>();
            foreach (var one in names)
            {
                foreach (var where in modes)
                {
                    ExperimentResult result = Run(one, where);
                    ExperimentText.Show(terminal, result);
                    results.Add(result);
                }
            }

            folder?.Write(results.ToImmutable());
            return results.All(result => result.IsMet) ? ExitCode.Success : ExitCode.Violation;
        });
        return command;
    }

    private static ImmutableArray<string> Chosen(ImmutableArray<string> known, string asked, string option)
    {
        if (asked.Equals(Every, StringComparison.OrdinalIgnoreCase))
        {
            return known;
        }

        string? found = known.FirstOrDefault(one => one.Equals(asked, StringComparison.OrdinalIgnoreCase));
        return found is null ? throw new WrongUseException($"{option} {asked}: must be one of {string.Join(", ", known)}, all{Nearest.Hint(asked, known)}") : [found];
    }
}
