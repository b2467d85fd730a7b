using System.Text.RegularExpressions;
using TestKit;

namespace Architecture.Tests;

/// <summary>The text of the product's source files.</summary>
internal static partial class Sources
{
    /// <summary>Each file of <c>src</c> by its project and name: where it stands inside its project does not matter to these rules.</summary>
    public static IEnumerable<(string Name, string Text)> All() =>
        from project in Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        where !Path.GetRelativePath(project, file).StartsWith("obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        select ($"{Path.GetFileName(project)}/{Path.GetFileName(file)}", Comment().Replace(File.ReadAllText(file), string.Empty));

    /// <summary>The files in whose code <paramref name="word"/> stands.</summary>
    public static IEnumerable<string> With(string word) =>
        All().Where(file => file.Text.Contains(word, StringComparison.Ordinal)).Select(file => file.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex("//[^\n]*", RegexOptions.None, 5000)]
    private static partial Regex Comment();
}
