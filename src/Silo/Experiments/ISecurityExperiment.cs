using Simulation.Security;

namespace Silo.Experiments;

/// <summary>One experiment that is decided by decryption.</summary>
internal interface ISecurityExperiment
{
    /// <summary>E1, and so on.</summary>
    string Name { get; }

    /// <summary>Runs it in one mode.</summary>
    ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop);
}
