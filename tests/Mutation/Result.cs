namespace Mutation;

/// <summary>What became of a mutant.</summary>
/// <param name="Folder">The folder it was drawn from.</param>
/// <param name="Mutant">The mutant.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Test">The test that failed.</param>
internal sealed record Result(string Folder, Mutant Mutant, Outcome Outcome, string Test);
