using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Simulation.Security;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>The tables as comma-separated values; numbers with a point, lines end with LF, no field holds a comma.</summary>
public static class CsvFiles
{
    /// <summary>One row for each mode, phase and operation.</summary>
    public static string Operations(IEnumerable<ModeSummary> summaries)
    {
        var text = new StringBuilder();
        Line(
            text,
            "mode", "phase", "operation", "count", "messages", "octetsSent", "octetsDelivered", "directoryOctetsSent", "directoryOctetsFetched",
            "controlOctetsSent", "controlOctetsDelivered", "hpkeCiphertexts", "seal", "open", "sign", "verify", "deriveKeyPair", "directorySign", "directoryVerify", "commits", "conflicts", "retries", "skipped", "effectiveP50Seconds", "effectiveP95Seconds", "effectiveP99Seconds");
        foreach (var summary in summaries)
        {
            foreach (var (phase, operations) in new[] { ("measured", summary.Operations), ("setup", summary.Setup) })
            {
                foreach (var name in OperationNames.Reported)
                {
                    OperationResult row = operations[name];
                    Line(
                        text,
                        summary.Mode, phase, name, row.Count, row.Messages, row.OctetsSent, row.OctetsDelivered, row.DirectoryOctetsSent, row.DirectoryOctetsFetched,
                        row.ControlOctetsSent, row.ControlOctetsDelivered, row.HpkeCiphertexts, row.Seal, row.Open, row.Sign, row.Verify, row.DeriveKeyPair,
                        row.DirectorySign, row.DirectoryVerify, row.Commits, row.Conflicts, row.Retries, row.Skipped.Values.Sum(), row.EffectiveSeconds?.P50,
                        row.EffectiveSeconds?.P95, row.EffectiveSeconds?.P99);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>One row for each mode and slice of virtual time in which something happened.</summary>
    public static string Timeline(IEnumerable<ModeSummary> summaries)
    {
        var text = new StringBuilder();
        Line(text, "mode", "virtualSeconds", "messagesAccepted", "messagesOpened", "commits", "conflicts", "epochsEntered", "skipped");
        foreach (var summary in summaries)
        {
            foreach (var (start, slice) in summary.Timeline)
            {
                Line(text, summary.Mode, start, slice.MessagesAccepted, slice.MessagesOpened, slice.Commits, slice.Conflicts, slice.EpochsEntered, slice.Skipped);
            }
        }

        return text.ToString();
    }

    /// <summary>One row for each cell of the experiments' matrices.</summary>
    public static string Experiments(IEnumerable<ExperimentResult> results)
    {
        var text = new StringBuilder();
        Line(text, "experiment", "mode", "arm", "case", "message", "total", "opened", "expected", "met");
        foreach (var result in results)
        {
            foreach (var row in result.Rows)
            {
                foreach (var cell in row.Cells)
                {
                    Line(text, result.Name, result.Mode, row.Arm, row.Case, cell.Message, cell.Total, cell.Opened, cell.IsExpectedOpen ? "open" : "closed", cell.IsMet);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>One row for each number that experiments measured.</summary>
    public static string ExperimentFigures(IEnumerable<ExperimentResult> results)
    {
        var text = new StringBuilder();
        Line(text, "experiment", "mode", "case", "figure", "measured", "expected", "met");
        foreach (var result in results)
        {
            foreach (var figure in result.Figures)
            {
                Line(text, result.Name, result.Mode, figure.Case, figure.Name, figure.Value, figure.Expected, figure.IsMet);
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, params ReadOnlySpan<object?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Convert.ToString(fields[i], CultureInfo.InvariantCulture));
        }

        text.Append('\n');
    }
}
