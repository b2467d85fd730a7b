using Microsoft.CodeAnalysis;

namespace Mutation;

/// <summary>One change of one place in the library.</summary>
/// <param name="File">The file, below the project's folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Kind">What kind of change.</param>
/// <param name="From">What stands there.</param>
/// <param name="To">What stands there instead.</param>
/// <param name="Tree">The changed file.</param>
internal sealed record Mutant(string File, int Line, string Kind, string From, string To, SyntaxTree Tree)
{
    /// <summary>Names the mutant in a file of results, as long as its line stays as it is.</summary>
    public string Key => $"{File}:{Line} {Kind}: {From} -> {To}";
}
