using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mutation;

/// <summary>Makes the members of a file say that they were called.</summary>
internal static class Probes
{
    /// <summary>Names the file that a process writes its marks to as it ends.</summary>
    public const string Variable = "MLS_REACHED";

    /// <summary>The member that something belongs to, by its file and its name, which its overloads share; nothing for what belongs to a type only.</summary>
    public static string? Member(string file, SyntaxNode node) => node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
    {
        MethodDeclarationSyntax method => $"{file} {method.Identifier.Text}",
        PropertyDeclarationSyntax property => $"{file} {property.Identifier.Text}",
        ConstructorDeclarationSyntax => $"{file} new",
        IndexerDeclarationSyntax => $"{file} this",
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => $"{file} operator",
        _ => null,
    };

    /// <summary>The members of a file that have a body.</summary>
    public static IEnumerable<string> Members(string file, SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().Where(node => Change(node, "") is not null).Select(node => Member(file, node)).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The source of what the members call: it keeps a mark for each of them.</summary>
    public static string Recorder(int members) => string.Create(CultureInfo.InvariantCulture, $$"""
        namespace Mls.Core;

        internal static class Reached
        {
            private static readonly char[] Marks = new string('.', {{members}}).ToCharArray();

            static Reached() => System.AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                System.IO.File.WriteAllText(System.Environment.GetEnvironmentVariable("{{Variable}}")!, new string(Marks));

            internal static void Member(int number) => Marks[number] = 'x';
        }
        """);

    /// <summary>The file with a probe at the beginning of each body of a method, constructor, operator or accessor.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="tree">The file.</param>
    /// <param name="numbers">The places of the members' marks.</param>
    public static SyntaxTree In(string file, SyntaxTree tree, IReadOnlyDictionary<string, int> numbers)
    {
        var changes = tree.GetRoot().DescendantNodes()
            .Select(node => Member(file, node) is { } member && numbers.TryGetValue(member, out var number)
                ? Change(node, string.Create(CultureInfo.InvariantCulture, $"global::Mls.Core.Reached.Member({number});"))
                : null);
        return tree.WithChangedText(tree.GetText().WithChanges(changes.OfType<TextChange>()));
    }

    private static TextChange? Change(SyntaxNode node, string probe) => node switch
    {
        BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax } block => new TextChange(new TextSpan(block.OpenBraceToken.Span.End, 0), probe),
        ArrowExpressionClauseSyntax arrow => Body(arrow, probe),
        _ => null,
    };

    private static TextChange? Body(ArrowExpressionClauseSyntax arrow, string probe)
    {
        var (semicolon, isVoid) = arrow.Parent switch
        {
            MethodDeclarationSyntax method => (method.SemicolonToken, IsVoid(method)),
            BaseMethodDeclarationSyntax other => (other.SemicolonToken, other is ConstructorDeclarationSyntax or DestructorDeclarationSyntax),
            AccessorDeclarationSyntax accessor => (accessor.SemicolonToken, accessor.Keyword.Text != "get"),
            PropertyDeclarationSyntax property => (property.SemicolonToken, false),
            IndexerDeclarationSyntax indexer => (indexer.SemicolonToken, false),
            _ => (default, false),
        };
        if (semicolon == default)
        {
            return null;
        }

        var body = $"{{ {probe} {(isVoid || arrow.Expression is ThrowExpressionSyntax ? "" : "return ")}{arrow.Expression}; }}";
        return new TextChange(TextSpan.FromBounds(arrow.SpanStart, semicolon.Span.End), arrow.Parent is BasePropertyDeclarationSyntax ? $"{{ get {body} }}" : body);
    }

    private static bool IsVoid(MethodDeclarationSyntax method) =>
        method.ReturnType.ToString() is "void" || (method.Modifiers.Any(modifier => modifier.Text == "async") && method.ReturnType.ToString() is "Task" or "ValueTask");
}
