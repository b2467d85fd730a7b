namespace Architecture.Tests;

/// <summary>The namespaces of the library from top to bottom, as docs/ARCHITECTURE.md draws them: the drawing is the table.</summary>
/// <param name="Rows">Each row lists the namespaces of one layer, without the library's own name.</param>
internal sealed record Layers(IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Reads the drawing: one line a layer, namespaces separated by spaces.</summary>
    public static Layers Read() => new(
        [.. Drawing.Lines("layers").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]);

    /// <summary>Every namespace drawn.</summary>
    public IEnumerable<string> Namespaces => Rows.SelectMany(row => row);

    /// <summary>References that do not go down, one line for each pair of types.</summary>
    public IEnumerable<string> Broken(IEnumerable<Reference> references) => references
        .Where(one => one.FromNamespace != one.ToNamespace && DepthOf(one.ToNamespace) <= DepthOf(one.FromNamespace))
        .Select(one => $"{one.FromNamespace}.{one.From} refers to {one.ToNamespace}.{one.To}")
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private int DepthOf(string name)
    {
        for (var depth = 0; depth < Rows.Count; depth++)
        {
            if (Rows[depth].Contains(name, StringComparer.Ordinal))
            {
                return depth;
            }
        }

        throw new InvalidOperationException($"namespace {name} is not drawn in docs/ARCHITECTURE.md");
    }
}
