using TestKit;

namespace Architecture.Tests;

/// <summary>The pictures of docs/ARCHITECTURE.md.</summary>
internal static class Drawing
{
    /// <summary>The lines of the block of code behind the comment that names the picture.</summary>
    public static IReadOnlyList<string> Lines(string picture)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md"));
        var start = Array.IndexOf(lines, $"<!-- picture: {picture} -->");
        return start < 0
            ? throw new InvalidOperationException($"docs/ARCHITECTURE.md has no picture of {picture}")
            : [.. lines.Skip(start + 2).TakeWhile(line => line != "```")];
    }

    /// <summary>The arrows of a picture, as "from --> to".</summary>
    public static IEnumerable<string> Arrows(string picture) => Lines(picture).Select(line => line.Trim()).Where(line => line.Contains("-->", StringComparison.Ordinal));
}
