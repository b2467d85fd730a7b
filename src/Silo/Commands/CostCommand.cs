using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Simulation.Costing;
using Simulation.Reporting;

namespace Silo.Commands;

/// <summary><c>cost</c>: single operations beside the closed form.</summary>
internal static class CostCommand
{
    private const int MostUsers = 4096;
    private const int MostDevices = 64;
    private const int MostGroups = 1000;

    public static Command Create(ICostCalculator costs, CommandServices services, Terminal terminal)
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
            ImmutableArray<CostRow> rows;
            using (var line = new ProgressLine(terminal, services.Clock))
            {
                rows = costs.Measure(request, line, stop);
            }

            if (parsed.GetValue(json))
            {
                await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(rows, ReportJson.Default.ImmutableArrayCostRow));
            }
            else
            {
                terminal.Write(Octets(rows));
                terminal.Write(Beside(rows));
                terminal.WriteProse("key packages: octets of KeyPackages and of notices to siblings that are published because of it; a pool is 40 for each client: a device where devices are leaves, a user where users are.");
                terminal.WriteProse("directory: certificates of keys and revocations; fetched by each member that has to decide; sign and verify for it are among those above, but for KeyPackages that are published because of it.");
                terminal.WriteProse("control: around and beside MLS messages.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static TextTable Octets(ImmutableArray<CostRow> rows) => Table(
        rows,
        ["octets sent", "closed form", "difference", "delivered", "of it trees", "Commits", "seal", "open", "sign", "verify", "derive"],
        row =>
        [
            row.OctetsSent, row.ExpectedOctetsSent, row.OctetsSent - row.ExpectedOctetsSent, row.OctetsDelivered, row.OctetsFetched, row.Commits, row.Seal, row.Open,
            row.Sign, row.Verify, row.DeriveKeyPair,
        ]);

    private static TextTable Beside(ImmutableArray<CostRow> rows) => Table(
        rows,
        ["key packages", "difference", "directory sent", "difference", "fetched", "difference", "sign", "verify", "control sent", "delivered"],
        row =>
        [
            row.KeyPackageOctets, row.KeyPackageOctets - row.ExpectedKeyPackageOctets, row.DirectoryOctetsSent, row.DirectoryOctetsSent - row.ExpectedDirectoryOctetsSent,
            row.DirectoryOctetsFetched, row.DirectoryOctetsFetched - row.ExpectedDirectoryOctetsFetched, row.DirectorySign, row.DirectoryVerify, row.ControlOctetsSent,
            row.ControlOctetsDelivered,
        ]);

    private static TextTable Table(ImmutableArray<CostRow> rows, ImmutableArray<string> columns, Func<CostRow, ImmutableArray<long?>> numbers)
    {
        var table = new TextTable("", columns);
        foreach (var operation in rows.GroupBy(row => row.Operation + Suffix(row.Variant)))
        {
            table.AddSection(operation.Key);
            foreach (var row in operation)
            {
                table.AddRow(row.Mode, [.. numbers(row).Select(Whole)]);
            }
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
