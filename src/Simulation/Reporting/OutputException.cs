namespace Simulation.Reporting;

/// <summary>Results could not be written, for a reason outside of this program: a full disk, a closed pipe. The message is one line.</summary>
public sealed class OutputException : Exception
{
    /// <summary>What could not be written, and why.</summary>
    public OutputException(string what, Exception why)
        : base($"{what}: {(why ?? throw new ArgumentNullException(nameof(why))).Message.ReplaceLineEndings(" ")}", why)
    {
    }
}
