using System.Collections.Immutable;

namespace Silo.Commands;

/// <summary>A table in plain text: sections with a heading, a left-aligned label for each row, right-aligned columns.</summary>
internal sealed class TextTable(string label, params ImmutableArray<string> columns)
{
    private const string Indent = "  ";

    private readonly List<(string Label, ImmutableArray<string>? Cells)> _rows = [];

    /// <summary>Begins a section.</summary>
    public void AddSection(string heading) => _rows.Add((heading, null));

    /// <summary>Adds a row, one cell for each column.</summary>
    public void AddRow(string name, params ImmutableArray<string> cells) => _rows.Add((HasSections ? Indent + name : name, cells));

    /// <summary>The lines. Columns that have no room beside the others follow below them, with the labels repeated.</summary>
    public IEnumerable<string> Lines(int width)
    {
        int labels = _rows.Where(row => row.Cells is not null).Select(row => row.Label.Length).Append(label.Length).Max();
        for (var first = 0; first < columns.Length;)
        {
            int next = first, line = labels;
            while (next < columns.Length && (next == first || line + Indent.Length + Width(next) <= width))
            {
                line += Indent.Length + Width(next++);
            }

            foreach (var text in Block(labels, first, next, line))
            {
                yield return text;
            }

            first = next;
        }
    }

    private bool HasSections => _rows.Exists(row => row.Cells is null);

    private IEnumerable<string> Block(int labels, int first, int next, int line)
    {
        string Row(string name, ImmutableArray<string> cells) => string.Concat(
            [name.PadRight(labels), .. Enumerable.Range(first, next - first).Select(column => Indent + cells[column].PadLeft(Width(column)))]).TrimEnd();
        yield return Row(label, columns);
        yield return new string('-', line);
        foreach (var (name, cells) in _rows)
        {
            yield return cells is { } row ? Row(name, row) : name;
        }

        yield return "";
    }

    private int Width(int column) => _rows.Where(row => row.Cells is not null).Select(row => row.Cells!.Value[column].Length).Append(columns[column].Length).Max();
}
