using Microsoft.CodeAnalysis.Text;

namespace Mutation;

/// <summary>One change of one place in the library.</summary>
/// <param name="File">The file, below the project's folder.</param>
/// <param name="Member">The member, as <see cref="Probes.Member"/> names it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Kind">What kind of change.</param>
/// <param name="From">What stands there.</param>
/// <param name="To">What stands there instead.</param>
/// <param name="Occurrence">Which of the file's mutants of the same kind and texts this is, from 0.</param>
/// <param name="Change">The change of the file's text.</param>
internal sealed record Mutant(string File, string? Member, int Line, string Kind, string From, string To, int Occurrence, TextChange Change)
{
    /// <summary>Names the mutant without its line, so that it keeps its name, and its place in a draw, while the file changes around it.</summary>
    public string Name => $"{File} {Kind}: {From} -> {To} #{Occurrence}";

    /// <summary>Names the mutant with its line, so that what became of it is forgotten where the file changes above it.</summary>
    public string Key => $"{Line} {Name}";

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line} {Kind}: {From} -> {To}";
}
