using System.Collections.Immutable;

namespace Simulation.Security;

/// <summary>Experiments that are decided by decryption: an attacker with a stolen device either opens a message or does not.</summary>
public interface ISecurityExperiments
{
    /// <summary>The names of the experiments, in the order in which they are run.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>The names of the modes.</summary>
    ImmutableArray<string> Modes { get; }

    /// <summary>Runs one experiment in one mode.</summary>
    ExperimentResult Run(string name, string mode, long seed, CancellationToken stop);
}
