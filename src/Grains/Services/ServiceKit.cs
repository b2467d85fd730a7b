using Grains.Policies;
using Mls.Core.Authentication;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.MultiDevice;
using Mls.MultiDevice.Directory;

namespace Grains.Services;

/// <summary>What the services of one silo and one run share.</summary>
/// <param name="Run">The run's settings and its mode.</param>
/// <param name="Crypto">Primitives that nobody is charged for.</param>
/// <param name="Authentication">The authentication service as of a virtual millisecond, for those who accept: without grace for what has been revoked.</param>
/// <param name="IsDevice">Whether a device belongs to its user at a virtual millisecond.</param>
/// <param name="Rules">What the run's mode demands of conversation groups; <see langword="null"/> for services that do not ask.</param>
/// <param name="Directory">What services fetch from for their decisions.</param>
/// <param name="Trees">Where trees are shared.</param>
/// <param name="Streams">Random streams, for back-off only.</param>
public sealed record ServiceKit(
    ModeRun Run,
    ICryptoProvider Crypto,
    Func<long, IAuthenticationService> Authentication,
    Func<string, long, bool> IsDevice,
    IGroupRules? Rules,
    AuthenticationDirectory Directory,
    ITreePool Trees,
    IRandomStreams Streams)
{
    /// <summary>The run's settings.</summary>
    public ActorRunSettings Settings => Run.Settings;

    /// <summary>The public name of the user-group epoch that a leaf stands for; <see langword="null"/> where it carries none.</summary>
    /// <exception cref="Mls.Core.Wire.MalformedException">An extension that would carry it does not decode.</exception>
    public ulong? UserEpochTag(LeafNode leaf) => Run.Mode.UserEpochTag(leaf);

    /// <summary>The policies of the run.</summary>
    public required RunPolicies Policies { get; init; }

    /// <summary>What a group needs from outside, as of a virtual millisecond. Services draw no randomness.</summary>
    public GroupServices At(long now) => new(Crypto, NoChance.Instance, new VirtualClock(Settings.StartUnixSeconds) { Now = now }, Authentication(now));

    private sealed class NoChance : IRandomSource
    {
        public static readonly NoChance Instance = new();

        public void Fill(Span<byte> target) => throw new InvalidOperationException("a service makes no keys");
    }
}
