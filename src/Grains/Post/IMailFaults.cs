using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>Faults of the network as a pure function of each delivery: what it depends on must come out of the envelope and the run's settings.</summary>
public interface IMailFaults
{
    /// <summary>What arrives in place of <paramref name="envelope"/>: nothing where it is lost, copies with their own numbers, other bodies, later arrivals. Never an earlier one.</summary>
    ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope);
}
