namespace Simulation.Checking;

/// <summary>An invariant that did not hold.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="Group">In which group; empty where it is not about one.</param>
/// <param name="Epoch">In which epoch; negative where it is not about one.</param>
/// <param name="Device">At which device, or which other actor.</param>
/// <param name="Detail">What was found.</param>
public sealed record Violation(Invariant Invariant, string Group, long Epoch, string Device, string Detail)
{
    /// <summary>One line.</summary>
    public override string ToString()
    {
        string group = Group.Length == 0 ? "" : $", group {Group}";
        string epoch = Epoch < 0 ? "" : FormattableString.Invariant($", epoch {Epoch}");
        return $"{InvariantNames.NameOf(Invariant)}{group}{epoch}, {Device}: {Detail}";
    }
}
