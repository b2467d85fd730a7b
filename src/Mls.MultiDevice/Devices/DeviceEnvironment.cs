using Mls.Core.Crypto;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Metering;

namespace Mls.MultiDevice.Devices;

/// <summary>What all devices of a run share. Nothing in it belongs to one device.</summary>
/// <param name="Crypto">Primitives of the run's suite.</param>
/// <param name="Streams">Where each device's randomness comes from.</param>
/// <param name="Directory">The authentication service.</param>
/// <param name="Trees">Shares trees within the process.</param>
/// <param name="Run">The run's settings and its mode.</param>
public sealed record DeviceEnvironment(ICryptoProvider Crypto, IRandomStreams Streams, AuthenticationDirectory Directory, ITreePool Trees, ModeRun Run)
{
    /// <summary>The run's settings.</summary>
    public ActorRunSettings Settings => Run.Settings;

    /// <summary>The run's mode.</summary>
    public IModeDefinition Mode => Run.Mode;

    /// <summary>What the run's mode demands of conversation groups.</summary>
    public IGroupRules Rules { get; } = Run.Rules(Directory);

    /// <summary>Measures what the devices compute.</summary>
    public DeviceWatch Watch { get; init; } = DeviceWatch.None;
}
