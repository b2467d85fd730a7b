using System.Collections.Immutable;

namespace Simulation.Checking;

/// <summary>What the driver knows about a run when it has ended.</summary>
/// <param name="Drained">Whether everything was carried out and nothing is in flight; if not, what is checked at the end only is not checked.</param>
/// <param name="RemovedDevices">Devices that their users have removed; they need not open what was accepted after the last Commit that they processed.</param>
/// <param name="MessagesSent">Messages in the trace.</param>
public sealed record RunEnd(bool Drained, ImmutableHashSet<string> RemovedDevices, long MessagesSent)
{
    /// <summary>Devices that the trace has brought into being and not removed.</summary>
    public ImmutableHashSet<string> Devices { get; init; } = [];
}
