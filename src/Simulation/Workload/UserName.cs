using System.Globalization;

namespace Simulation.Workload;

/// <summary>Name of a user, such as <c>u0007</c>.</summary>
public sealed record UserName(string Value)
{
    /// <summary>The user of a number from 1.</summary>
    public static UserName Of(int number) => new(string.Create(CultureInfo.InvariantCulture, $"u{number:0000}"));

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
