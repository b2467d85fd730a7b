using System.Globalization;

namespace Simulation.Workload;

/// <summary>Name of a group, <c>g:KIND</c> where the kind has one group, <c>g:KIND-NNNN</c> else.</summary>
public sealed record ConversationName(string Value)
{
    /// <summary>The group of a number from 1 among so many of its kind.</summary>
    public static ConversationName Of(string kind, int number, int count) =>
        new(count == 1 ? $"g:{kind}" : string.Create(CultureInfo.InvariantCulture, $"g:{kind}-{number:0000}"));

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
