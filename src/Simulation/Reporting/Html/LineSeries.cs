using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>A line of a plot.</summary>
/// <param name="Style">Its class.</param>
/// <param name="HasDots">Whether its points are marked.</param>
/// <param name="Points">From the left.</param>
internal sealed record LineSeries(string Style, bool HasDots, ImmutableArray<(double X, double Y)> Points);
