namespace Simulation.Security;

/// <summary>Messages of one kind in one row, most often a single one.</summary>
/// <param name="Message">Which.</param>
/// <param name="Total">How many.</param>
/// <param name="Opened">How many of them opened, to the sender's plaintext.</param>
/// <param name="IsExpectedOpen">Whether all should have opened, or none.</param>
public sealed record ExperimentCell(string Message, int Total, int Opened, bool IsExpectedOpen)
{
    /// <summary>Whether it is as expected.</summary>
    public bool IsMet => Opened == (IsExpectedOpen ? Total : 0);
}
