using System.Text.RegularExpressions;
using TestKit;

namespace Mls.Core.Tests.Library;

/// <summary>A page that shows the library, and the code on it. Each block of C# follows a line that names it.</summary>
internal sealed partial class Page(params string[] path)
{
    /// <summary>The guide.</summary>
    public static readonly Page Guide = new("docs", "library.md");

    /// <summary>The front of the package.</summary>
    public static readonly Page Front = new("src", "Mls.Core", "README.md");

    private readonly string _path = Path.Combine([Repository.Root, .. path]);

    /// <summary>The whole text.</summary>
    public string Text
    {
        get => File.ReadAllText(_path);
        set => File.WriteAllText(_path, value);
    }

    /// <summary>The blocks by name.</summary>
    public IReadOnlyDictionary<string, string> Blocks => Named().Matches(Text).ToDictionary(block => block.Groups["name"].Value, block => block.Groups["code"].Value, StringComparer.Ordinal);

    /// <summary>How many blocks there are that say a language, named or not.</summary>
    public int Count => Opened().Count(Text);

    /// <summary>The page with other code in its blocks.</summary>
    public string With(Func<string, string> codeOf) =>
        Named().Replace(Text, block => $"<!-- {block.Groups["kind"].Value}{block.Groups["name"].Value} -->\n```csharp\n{codeOf(block.Groups["name"].Value)}```\n");

    [GeneratedRegex("^<!-- (?<kind>(snippet: )?)(?<name>\\w+) -->\n```csharp\n(?<code>((?!```).*\n)*)```\n", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Named();

    [GeneratedRegex("^```[a-z]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Opened();
}
