using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>A table of a report: a label and numbers in each row, headings between rows.</summary>
internal sealed class HtmlTable(string label, params ImmutableArray<string> columns)
{
    private readonly List<(string Label, ImmutableArray<string>? Cells)> _rows = [];

    /// <summary>Begins a section.</summary>
    public void AddSection(string heading) => _rows.Add((heading, null));

    /// <summary>Adds a row, one cell for each column.</summary>
    public void AddRow(string name, params ImmutableArray<string> cells) => _rows.Add((name, cells));

    /// <summary>Writes it.</summary>
    public void Write(HtmlBuilder html)
    {
        html.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr").Element("th", label, ("scope", "col"));
        foreach (var column in columns)
        {
            html.Element("th", column, ("scope", "col"));
        }

        html.Close("tr").Close("thead").Open("tbody");
        foreach (var (name, cells) in _rows)
        {
            html.Open("tr");
            if (cells is null)
            {
                html.Element("th", name, ("class", "section"), ("scope", "rowgroup"), ("colspan", Svg.Number(columns.Length + 1)));
            }
            else
            {
                html.Element("th", name, ("scope", "row"));
                foreach (var cell in cells.Value)
                {
                    html.Element("td", cell, ("class", Class(cell)));
                }
            }

            html.Close("tr");
        }

        html.Close("tbody").Close("table").Close("div");
    }

    private static string Class(string cell) => cell switch
    {
        "FAILED" => "bad",
        "passed" => "good",
        _ => "number",
    };
}
