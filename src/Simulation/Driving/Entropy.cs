namespace Simulation.Driving;

/// <summary>Where devices take their randomness from.</summary>
public enum Entropy
{
    /// <summary>Streams derived from the seed: a run is bit-exact.</summary>
    Seeded,

    /// <summary>The operating system: counts still agree.</summary>
    System,
}
