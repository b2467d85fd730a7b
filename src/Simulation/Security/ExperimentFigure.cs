namespace Simulation.Security;

/// <summary>A number that an experiment measured.</summary>
/// <param name="Case">Of what.</param>
/// <param name="Name">What it counts, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Expected">What it was to be; <see langword="null"/> where nothing was expected.</param>
public sealed record ExperimentFigure(string Case, string Name, long Value, long? Expected = null)
{
    /// <summary>Whether it is as expected.</summary>
    public bool IsMet => Expected is null || Expected == Value;
}
