using System.Text;
using Microsoft.CodeAnalysis;
using Mls.Core.Clients;
using Mls.Core.Configuration;
using Mls.Core.Groups;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Library;

/// <summary>Every code block of the guide and of the package's front compiles as it stands there. MLS_WRITE_DOCS=1 copies program and snippets into the pages.</summary>
public sealed class LibraryDocumentTests
{
    private const string Program = "program";
    private const string Usings = "usings";

    // The names that the guide's table gives, as a reader would have them; the types are in the table too.
    private static readonly (string Name, string Type)[] Names =
    [
        ("crypto", "ICryptoProvider"), ("random", "IRandomSource"), ("register", "Register"), ("services", "GroupServices"),
        ("alice", "ClientIdentity"), ("bob", "ClientIdentity"), ("carol", "ClientIdentity"),
        ("aliceKey", "SignaturePrivateKey"), ("bobKey", "SignaturePrivateKey"), ("carolKey", "SignaturePrivateKey"),
        ("client", "MlsClient"), ("groupId", "GroupId"), ("folder", "string"),
        ("group", "StoredGroup"), ("member", "StoredGroup"), ("restored", "StoredGroup"),
        ("bobStore", "IGroupStore"), ("carolStore", "IGroupStore"),
        ("lifetime", "Lifetime"), ("bobPackage", "KeyPackageBundle"),
        ("published", "byte[]"), ("toBob", "byte[]"),
        ("container", "Microsoft.Extensions.DependencyInjection.IServiceCollection"),
    ];

    public static TheoryData<string> SnippetNames() => [.. Page.Guide.Blocks.Keys.Where(name => name is not (Program or Usings))];

    [Fact]
    public void The_pages_hold_the_program_and_the_snippets_word_for_word_and_nothing_else()
    {
        var snippets = Snippets();
        var program = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mls.Core.Sample", "Program.cs"));
        foreach (var page in new[] { Page.Guide, Page.Front })
        {
            var written = page.With(name => name == Program ? program : name == Usings ? page.Blocks[Usings] : snippets[name]);
            if (Environment.GetEnvironmentVariable("MLS_WRITE_DOCS") == "1")
            {
                page.Text = written;
            }

            Assert.Equal(written, page.Text);
            Assert.Equal(page.Count, page.Blocks.Count);
        }

        Assert.Equal([Program], Page.Front.Blocks.Keys);
        Assert.Equal(snippets.Keys.Append(Program).Append(Usings).Order(StringComparer.Ordinal), Page.Guide.Blocks.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_program_on_the_front_compiles_without_a_warning_and_runs()
    {
        var program = Page.Front.Blocks[Program];

        Assert.Empty(PastedCode.Complaints(program, OutputKind.ConsoleApplication));
        Assert.Equal(0, await PastedCode.Run(program));
    }

    [Theory]
    [MemberData(nameof(SnippetNames))]
    public void A_snippet_compiles_with_the_usings_of_the_page_and_the_names_of_its_table(string name) =>
        Assert.Empty(PastedCode.Complaints(Pasted(Page.Guide.Blocks[name]), OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public void A_snippet_with_a_name_that_is_nowhere_is_found() =>
        Assert.NotEmpty(PastedCode.Complaints(Pasted("await stranger.ConfirmAsync();"), OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public void The_table_of_names_is_the_one_that_snippets_are_compiled_with()
    {
        var text = Page.Guide.Text;

        Assert.DoesNotContain(Names, one => !text.Contains($"`{one.Name}`", StringComparison.Ordinal) || !text.Contains($"`{one.Type.Split('.')[^1]}`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(ReceiveResult))]
    [InlineData(typeof(Received))]
    public void Every_result_of_receiving_is_in_the_guide(Type results)
    {
        var text = Page.Guide.Text;
        var names = results.GetNestedTypes().Select(result => result.Name).ToList();

        Assert.True(names.Count > 5);
        Assert.DoesNotContain(names, result => !text.Contains($"`{result}`", StringComparison.Ordinal));
    }

    private static string Pasted(string snippet)
    {
        var usings = Lines(Page.Guide.Blocks[Program]).Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal))
            .Concat(Lines(Page.Guide.Blocks[Usings]));
        var isMember = snippet.StartsWith("private ", StringComparison.Ordinal);
        var parameters = Names.Where(one => !snippet.Contains($"var {one.Name} ", StringComparison.Ordinal)).Select(one => $"{one.Type} {one.Name}");
        return $$"""
            {{string.Join('\n', usings)}}
            using Microsoft.Extensions.DependencyInjection;

            internal static class Pasted
            {
                {{(isMember ? snippet : string.Empty)}}
                private static async Task Reader({{string.Join(", ", parameters)}})
                {
                    {{(isMember ? string.Empty : snippet)}}
                    await Task.CompletedTask;

                    static Task UploadAsync(IEnumerable<byte[]> octets, CancellationToken cancellationToken) => Task.CompletedTask;
                    static void Resend(byte[] octets) { }
                    _ = (Func<IEnumerable<byte[]>, CancellationToken, Task>)UploadAsync;
                    _ = (Action<byte[]>)Resend;
                }
            }

            {{(snippet.Contains("class Register", StringComparison.Ordinal) ? string.Empty : Page.Guide.Blocks[Program][Page.Guide.Blocks[Program].IndexOf("internal sealed class Register", StringComparison.Ordinal)..])}}
            """;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

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
