using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;

namespace Silo.Dashboard;

/// <summary>All runs, the latest first.</summary>
/// <param name="Runs">The runs.</param>
internal sealed record RunList(ImmutableArray<RunTicket> Runs);
