using System.Collections.Immutable;

namespace Silo.Dashboard;

/// <summary>What the page can do here.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Modes">Modes that can be run.</param>
/// <param name="CanStart">Whether runs can be asked for.</param>
/// <param name="Orleans">Where the dashboard of Orleans is.</param>
/// <param name="Metrics">Where metrics are; null where they are not served.</param>
internal sealed record PageInfo(string Version, ImmutableArray<string> Modes, bool CanStart, string Orleans, string? Metrics);
