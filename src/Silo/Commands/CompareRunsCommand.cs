using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Simulation.Reporting;
using Simulation.Reporting.Html;
using Simulation.Reporting.Pairs;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary><c>compare-runs A B</c>: the results of two runs beside each other.</summary>
internal static class CompareRunsCommand
{
    public static Command Create(CommandServices services, Terminal terminal)
    {
        var first = new Argument<string>("A") { Description = "Folder that run or compare wrote with --out.", HelpName = "A" };
        var second = new Argument<string>("B") { Description = "Another one.", HelpName = "B" };
        var failIf = new Option<string[]>("--fail-if") { HelpName = "CONDITION", Description = $"Exit code 99 where B's difference from A is so, for example \"octetsSent > 5%\" or \"tree-root.conflicts > 3\"; one of {string.Join(", ", PairMetric.All.Select(metric => metric.Name))}. May be repeated." };
        var @out = new Option<string?>("--out") { HelpName = "DIR", Description = "Writes report.html there." };
        var overwrite = ScenarioOptions.Overwriting();
        var json = new Option<bool>("--json") { Description = "Prints the comparison as JSON instead of a table." };
        var command = new Command(
            "compare-runs",
            """
            Shows what two runs cost, the same mode beside itself, and judges the difference of the second from the first.

            Example:
              compare-runs results/before results/after --fail-if "octetsSent > 5%"
            """)
        {
            first,
            second,
            failIf,
            @out,
            overwrite,
            json,
        };
        command.SetAction(async (parsed, _) =>
        {
            ImmutableArray<PairCondition> conditions = [.. (parsed.GetValue(failIf) ?? []).Select(PairCondition.Parse)];
            RunResult one = ResultFolder.Read(parsed.GetRequiredValue(first)), other = ResultFolder.Read(parsed.GetRequiredValue(second));
            RunPair pair = RunPair.Of(one, other, conditions);
            if (parsed.GetValue(@out) is { } target && new[] { first, second }.Any(argument => Path.GetFullPath(parsed.GetRequiredValue(argument)) == Path.GetFullPath(target)))
            {
                throw new WrongUseException($"--out {target}: is one of the two runs; must be another folder");
            }

            using (OutputFolder? folder = parsed.GetValue(@out) is { } path ? OutputFolder.Prepare(path, [], parsed.GetValue(overwrite), services.WriteFile) : null)
            {
                folder?.Write(PairPage.Of(one, other, pair));
            }

            if (parsed.GetValue(json))
            {
                await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(pair, ReportJson.Default.RunPair));
            }
            else
            {
                Show(terminal, pair);
            }

            return pair.Failures.IsEmpty ? ExitCode.Success : ExitCode.ThresholdFailed;
        });
        return command;
    }

    private static void Show(Terminal terminal, RunPair pair)
    {
        terminal.WriteProse($"first: {pair.First}");
        terminal.WriteProse($"second: {pair.Second}");
        foreach (var line in pair.Unlike)
        {
            terminal.WriteProse($"not alike: {line}");
        }

        terminal.Output.WriteLine();
        var table = new TextTable("", "first", "second", "difference");
        foreach (var mode in pair.Rows.GroupBy(row => row.Mode))
        {
            table.AddSection(mode.Key);
            foreach (var row in mode)
            {
                table.AddRow(row.Metric, PairFigures.Show(row, row.First), PairFigures.Show(row, row.Second), PairFigures.Change(row));
            }
        }

        terminal.Write(table);
        foreach (var line in pair.Lines)
        {
            terminal.Output.WriteLine(line);
        }
    }
}
