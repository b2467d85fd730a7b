using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;

namespace Silo.Runs;

/// <summary>What is new of a run for somebody who watches.</summary>
/// <param name="Ticket">What it is now.</param>
/// <param name="Points">Figures not seen yet.</param>
/// <param name="Next">What has been seen with these.</param>
internal sealed record LiveNews(RunTicket Ticket, ImmutableArray<Point> Points, LiveCursor Next);
