namespace Mutation;

/// <summary>A class of tests, which is run as a whole.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Seconds">The processor time of a process that runs it and nothing else, as recorded.</param>
internal sealed record TestClass(string Name, double Seconds)
{
    /// <summary>The test program that has it: each is named as the namespace of its classes.</summary>
    public string Program => TestBench.Programs.First(program => Name.StartsWith(program + ".", StringComparison.Ordinal));
}
