namespace Grains.Interfaces.Contracts;

/// <summary>Whether what happens is counted as building the world or as the experiment.</summary>
public enum Phase
{
    /// <summary>Population, first groups, warm-up.</summary>
    Setup = 0,

    /// <summary>The experiment.</summary>
    Measured = 1,
}
