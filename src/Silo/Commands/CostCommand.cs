using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Simulation.Costing;
using Simulation.Reporting;
using Spectre.Console;

namespace Silo.Commands;

/// <summary><c>cost</c>: single operations beside the closed form.</summary>
internal static class CostCommand
{
    private const int MostUsers = 4096;
    private const int MostDevices = 64;
    private const int MostGroups = 1000;

    public static Command Create(ICostCalculator costs, Terminal terminal)
    {
        var users = new Option<string>("--users") { HelpName = "U", Description = "Users in every group.", DefaultValueFactory = _ => "16" };
        var devices = new Option<string>("--devices") { HelpName = "d", Description = "Devices of each user.", DefaultValueFactory = _ => "4" };
        var groups = new Option<string>("--groups") { HelpName = "g", Description = "Groups that all users have in common.", DefaultValueFactory = _ => "10" };
        var json = new Option<bool>("--json") { Description = "Prints one array of objects instead of a table." };
        var command = new Command(
            "cost",
            """
            Performs each operation once in each mode on warmed trees, and shows octets and public-key operations beside the closed form.
            Where the closed form holds (numbers of users and devices that are powers of two, at least 4 users), the difference is zero.

            Example:
              cost --users 16 --devices 4 --groups 10
            """)
        {
            users,
            devices,
            groups,
            json,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var request = new CostRequest(
                ScenarioOptions.Number(parsed.GetValue(users), "--users", 1, MostUsers),
                ScenarioOptions.Number(parsed.GetValue(devices), "--devices", 1, MostDevices),
                ScenarioOptions.Number(parsed.GetValue(groups), "--groups", 1, MostGroups));
            ImmutableArray<CostRow> rows = costs.Measure(request, stop);
            if (parsed.GetValue(json))
            {
                await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(rows, ReportJson.Default.ImmutableArrayCostRow));
            }
            else
            {
                terminal.Tables().Write(Table(rows));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Table Table(ImmutableArray<CostRow> rows)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn("operation").AddColumn("mode");
        foreach (string column in (string[])["octets sent", "closed form", "difference", "octets fetched", "Commits", "seal", "open", "sign", "verify", "derive"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (CostRow row in rows)
        {
            table.AddRow(
                row.Operation, row.Mode, Whole(row.OctetsSent), Whole(row.ExpectedOctetsSent), Whole(row.OctetsSent - row.ExpectedOctetsSent), Whole(row.OctetsFetched),
                Whole(row.Commits), Whole(row.Seal), Whole(row.Open), Whole(row.Sign), Whole(row.Verify), Whole(row.DeriveKeyPair));
        }

        return table;
    }

    private static string Whole(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
