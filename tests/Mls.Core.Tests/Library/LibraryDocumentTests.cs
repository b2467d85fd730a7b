using System.Text;
using System.Text.RegularExpressions;
using Mls.Core.Groups;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Library;

/// <summary>Every code block of the document is a snippet that is compiled and run. MLS_WRITE_DOCS=1 copies the snippets into the document.</summary>
public sealed class LibraryDocumentTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "library.md");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Regex Blocks = new("<!-- snippet: (?<name>\\w+) -->\n```csharp\n(?<code>[^`]*)```\n", RegexOptions.ExplicitCapture, Patience);
    private static readonly Regex Fences = new("^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline, Patience);

    [Fact]
    public void The_document_holds_the_snippets_word_for_word_and_nothing_else()
    {
        var snippets = Snippets();
        var document = File.ReadAllText(Document);
        var written = Blocks.Replace(document, block => $"<!-- snippet: {block.Groups["name"].Value} -->\n```csharp\n{snippets[block.Groups["name"].Value]}```\n");
        if (Environment.GetEnvironmentVariable("MLS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Document, written);
            document = written;
        }

        Assert.Equal(written, document);
        var used = Blocks.Matches(document).Select(block => block.Groups["name"].Value).ToList();
        Assert.Equal(snippets.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));

        // Blocks for a shell have no language: there is one, and it is not run.
        Assert.Equal((2 * used.Count) + 2, Fences.Count(document));
    }

    [Fact]
    public void Every_result_of_receiving_is_in_the_document()
    {
        var document = File.ReadAllText(Document);
        var results = typeof(ReceiveResult).GetNestedTypes().Select(result => result.Name).ToList();

        Assert.True(results.Count > 5);
        Assert.DoesNotContain(results, result => !document.Contains($"`{result}`", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Snippets()
    {
        var snippets = new Dictionary<string, string>(StringComparer.Ordinal);
        StringBuilder? open = null;
        var indent = 0;
        foreach (var line in File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Mls.Core.Tests", "Library", "LibrarySnippets.cs")))
        {
            var text = line.TrimStart();
            if (text.StartsWith("// snippet: ", StringComparison.Ordinal))
            {
                indent = line.Length - text.Length;
                open = new StringBuilder();
                snippets.Add(text["// snippet: ".Length..], string.Empty);
            }
            else if (text == "// end")
            {
                snippets[snippets.Keys.Last()] = open!.ToString().TrimEnd('\n') + "\n";
                open = null;
            }
            else
            {
                open?.Append(line.Length > indent ? line[indent..] : string.Empty).Append('\n');
            }
        }

        Assert.Null(open);
        return snippets;
    }
}
