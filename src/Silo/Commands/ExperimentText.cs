using System.Globalization;
using Simulation.Security;

namespace Silo.Commands;

/// <summary>An experiment's result on the terminal.</summary>
internal static class ExperimentText
{
    /// <summary>Prints the matrix, the figures, the expectation, and whether it was met.</summary>
    public static void Show(Terminal terminal, ExperimentResult result)
    {
        terminal.WriteProse($"{result.Name} {result.Mode}: {result.Title}");
        if (!result.Rows.IsEmpty)
        {
            foreach (var row in result.Rows)
            {
                terminal.WriteProse($"  {row.Arm}, {row.Case}: {string.Join(", ", row.Cells.Select(Cell))}; {(row.IsMet ? "as expected" : "NOT as expected")}");
            }
        }

        if (!result.Figures.IsEmpty)
        {
            terminal.Write(Figures(result));
        }

        terminal.WriteProse($"expected: {result.Expectation}");
        foreach (var note in result.Notes)
        {
            terminal.WriteProse($"note: {note}");
        }

        terminal.Output.WriteLine(result.IsMet ? "met" : "NOT MET");
        terminal.Output.WriteLine();
    }

    private static TextTable Figures(ExperimentResult result)
    {
        var table = new TextTable("", "measured", "expected");
        foreach (var figures in result.Figures.GroupBy(figure => figure.Case))
        {
            table.AddSection(figures.Key);
            foreach (var figure in figures)
            {
                table.AddRow(figure.Name, Whole(figure.Value), figure.Expected is { } expected ? Whole(expected) : "-");
            }
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
