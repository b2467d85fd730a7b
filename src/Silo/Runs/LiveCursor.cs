using System.Collections.Immutable;

namespace Silo.Runs;

/// <summary>How much of a run somebody has seen.</summary>
/// <param name="Changes">Number of the last change.</param>
/// <param name="Points">By mode: points seen.</param>
internal sealed record LiveCursor(long Changes, ImmutableDictionary<string, long> Points)
{
    /// <summary>Nothing yet.</summary>
    public static LiveCursor Start { get; } = new(0, ImmutableDictionary<string, long>.Empty);
}
