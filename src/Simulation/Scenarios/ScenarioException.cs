namespace Simulation.Scenarios;

/// <summary>A scenario, or an override of one, that cannot be used. The message is one line: where, JSON path, what is wrong, what is allowed.</summary>
public sealed class ScenarioException : WrongUseException
{
    /// <summary>A fault at a place: a file or an option, and optionally a JSON path inside it.</summary>
    public ScenarioException(string source, string path, string problem)
        : base(path.Length == 0 ? $"{source}: {problem}" : $"{source}: {path}: {problem}")
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>JSON path; empty where there is none.</summary>
    public string Path { get; }

    /// <summary>What is wrong, and what is allowed.</summary>
    public string Problem { get; }

    /// <summary>Where a value of the file stands that is complained about; null where the complaint is about an option.</summary>
    internal FilePlace? InFile { get; init; }
}
