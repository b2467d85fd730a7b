using System.Globalization;
using Simulation.Security;
using Spectre.Console;

namespace Silo.Commands;

/// <summary>An experiment's result on the terminal.</summary>
internal static class ExperimentText
{
    /// <summary>Prints the matrix, the figures, the expectation, and whether it was met.</summary>
    public static void Show(Terminal terminal, ExperimentResult result)
    {
        terminal.Output.WriteLine($"{result.Name} {result.Mode}: {result.Title}");
        if (!result.Rows.IsEmpty)
        {
            terminal.Tables().Write(Rows(result));
        }

        if (!result.Figures.IsEmpty)
        {
            terminal.Tables().Write(Figures(result));
        }

        terminal.Output.WriteLine($"expected: {result.Expectation}");
        foreach (string note in result.Notes)
        {
            terminal.Output.WriteLine($"note: {note}");
        }

        terminal.Output.WriteLine(result.IsMet ? "met" : "NOT MET");
        terminal.Output.WriteLine();
    }

    private static Table Rows(ExperimentResult result)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("arm").AddColumn("case").AddColumn("messages").AddColumn("");
        foreach (ExperimentRow row in result.Rows)
        {
            table.AddRow(row.Arm, row.Case, string.Join(", ", row.Cells.Select(Cell)), row.IsMet ? "as expected" : "NOT as expected");
        }

        return table;
    }

    private static Table Figures(ExperimentResult result)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("case").AddColumn("figure");
        table.AddColumn(new TableColumn("measured").RightAligned()).AddColumn(new TableColumn("expected").RightAligned());
        foreach (ExperimentFigure figure in result.Figures)
        {
            table.AddRow(figure.Case, figure.Name, Whole(figure.Value), figure.Expected is { } expected ? Whole(expected) : "-");
        }

        return table;
    }

    private static string Cell(ExperimentCell cell) => cell switch
    {
        { Total: 1, Opened: 1 } => $"{cell.Message} open",
        { Total: 1 } => $"{cell.Message} closed",
        _ => $"{cell.Message} {Whole(cell.Opened)} of {Whole(cell.Total)} open",
    };

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
