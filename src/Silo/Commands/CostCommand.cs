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
            Where the closed form holds (numbers of users and devices that are powers of two, at least 4 users), every difference is zero.

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
                terminal.Tables().Write(Octets(rows));
                terminal.Tables().Write(Beside(rows));
                terminal.Output.WriteLine("key packages: octets of KeyPackages and of notices to siblings that are published because of it; a pool is 40 for each client: a device where");
                terminal.Output.WriteLine("devices are leaves, a user where users are. directory: certificates of keys and revocations; fetched by each member that has to decide;");
                terminal.Output.WriteLine("sign and verify for it are among those above, but for KeyPackages that are published because of it. control: around and beside MLS messages.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Table Octets(ImmutableArray<CostRow> rows) => Table(
        rows,
        ["octets sent", "closed form", "difference", "octets delivered", "of it trees", "Commits", "seal", "open", "sign", "verify", "derive"],
        row =>
        [
            row.OctetsSent, row.ExpectedOctetsSent, row.OctetsSent - row.ExpectedOctetsSent, row.OctetsDelivered, row.OctetsFetched, row.Commits, row.Seal, row.Open,
            row.Sign, row.Verify, row.DeriveKeyPair,
        ]);

    private static Table Beside(ImmutableArray<CostRow> rows) => Table(
        rows,
        ["key packages", "difference", "directory sent", "difference", "fetched", "difference", "sign", "verify", "control sent", "delivered"],
        row =>
        [
            row.KeyPackageOctets, row.KeyPackageOctets - row.ExpectedKeyPackageOctets, row.DirectoryOctetsSent, row.DirectoryOctetsSent - row.ExpectedDirectoryOctetsSent,
            row.DirectoryOctetsFetched, row.DirectoryOctetsFetched - row.ExpectedDirectoryOctetsFetched, row.DirectorySign, row.DirectoryVerify, row.ControlOctetsSent,
            row.ControlOctetsDelivered,
        ]);

    private static Table Table(ImmutableArray<CostRow> rows, ImmutableArray<string> columns, Func<CostRow, ImmutableArray<long?>> numbers)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("operation").NoWrap()).AddColumn(new TableColumn("mode").NoWrap());
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (CostRow row in rows)
        {
            table.AddRow([row.Operation + Suffix(row.Variant), row.Mode, .. numbers(row).Select(Whole)]);
        }

        return table;
    }

    private static string Suffix(CostVariant variant) => variant switch
    {
        CostVariant.Usual => "",
        CostVariant.WithoutPath => ", no path",
        CostVariant.PoolReplaced => ", pool replaced",
        CostVariant.OldKeyPackage => ", old KeyPackage",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Whole(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
