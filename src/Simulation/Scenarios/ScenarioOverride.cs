namespace Simulation.Scenarios;

/// <summary>A value given on the command line instead of the file's.</summary>
/// <param name="Option">The option as typed, for messages.</param>
/// <param name="Key">Path inside the scenario, such as <c>population.users</c>; groups by index or kind.</param>
/// <param name="Value">JSON, or plain text.</param>
public sealed record ScenarioOverride(string Option, string Key, string Value)
{
    /// <summary>Reads <c>key=value</c>.</summary>
    /// <exception cref="ScenarioException">There is no key.</exception>
    public static ScenarioOverride Parse(string assignment)
    {
        string option = $"--set {assignment}";
        int sign = assignment.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0 || assignment[..sign].Split('.').Any(string.IsNullOrWhiteSpace))
        {
            throw new ScenarioException(option, "", "must be key=value, for example population.users=1000");
        }

        return new ScenarioOverride(option, assignment[..sign].Trim(), assignment[(sign + 1)..].Trim());
    }
}
