using System.Collections.Immutable;
using Grains.Actors;
using Mls.Core.Crypto;
using Mls.MultiDevice;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>The experiments there are.</summary>
/// <param name="actors">Makes the actors.</param>
/// <param name="crypto">The primitives of the experiments' suite.</param>
/// <param name="streams">Random streams of a seed.</param>
internal sealed class SecurityExperiments(IActorFactory actors, ICryptoProvider crypto, Func<ulong, IRandomStreams> streams) : ISecurityExperiments
{
    /// <summary>The suite of all experiments.</summary>
    public static CipherSuite Suite => CipherSuite.X25519Aes128Sha256Ed25519;

    /// <summary>Attackers draw from another seed than devices.</summary>
    private const ulong AttackersSeed = 0x6174_7461_636b;

    private static readonly ImmutableArray<ISecurityExperiment> All =
    [
        new HealingByUpdate(),
        new RemovalWindow(),
        new HealingCost(),
        new ForwardSecrecy(),
        new SlowSibling(),
        new LeftoverKeyPackage(),
        new Forgery(),
        new Onboarding(),
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = [.. All.Select(one => one.Name)];

    /// <inheritdoc/>
    public ImmutableArray<string> Modes { get; } = Composition.Modes.Names;

    /// <inheritdoc/>
    public ExperimentResult Run(string name, string mode, long seed, CancellationToken stop) =>
        All.Single(one => one.Name == name).Run(new ExperimentBench(actors, crypto, streams((ulong)seed ^ AttackersSeed), seed), mode, stop);
}
