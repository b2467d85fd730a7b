using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mutation.Tests;

/// <summary>Small files to mutate.</summary>
internal static class Sources
{
    public const string File = "Wire/C.cs";

    public static SyntaxTree Tree(string source) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14), cancellationToken: CancellationToken.None);

    public static IReadOnlyList<Mutant> Mutants(string source) => [.. Mutators.Of(File, Tree(source))];
}
