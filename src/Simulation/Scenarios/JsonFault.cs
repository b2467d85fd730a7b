namespace Simulation.Scenarios;

/// <summary>A text is no JSON, or none that a scenario may be written in. The message says what is wrong.</summary>
internal sealed class JsonFault(Place? at, string path, string problem) : Exception(problem)
{
    /// <summary>Where in the text; null where the text as a whole is meant.</summary>
    public Place? At => at;

    /// <summary>What is wrong.</summary>
    public string Problem => Message;

    /// <summary>JSON path; empty where what is wrong belongs to no value.</summary>
    public string Path => path;
}
