namespace Mutation;

/// <summary>The mutants of a folder in the order in which they are drawn.</summary>
/// <param name="name">The folder.</param>
/// <param name="mutants">All of its mutants.</param>
/// <param name="sample">How many of them are to be tested.</param>
internal sealed class Queue(string name, IReadOnlyList<Mutant> mutants, int sample)
{
    private int _drawn;
    private int _invalid;

    /// <summary>The folder.</summary>
    public string Name { get; } = name;

    /// <summary>All of its mutants.</summary>
    public IReadOnlyList<Mutant> Mutants { get; } = mutants;

    /// <summary>How many are to be tested.</summary>
    public int Wanted => Math.Min(sample, Mutants.Count - _invalid);

    /// <summary>How many have been taken and are C#.</summary>
    public int Taken => _drawn - _invalid;

    /// <summary>Whether another one is to be taken.</summary>
    public bool HasNext => Taken < Wanted;

    /// <summary>Takes the next one.</summary>
    public Mutant Take() => Mutants[_drawn++];

    /// <summary>What was taken is not C#: another one is drawn.</summary>
    public void DrawAgain() => _invalid++;
}
