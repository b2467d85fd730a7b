using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice;

/// <summary>A run's settings, and the mode that they name, found once.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Mode">The mode.</param>
public sealed record ModeRun(ActorRunSettings Settings, IModeDefinition Mode)
{
    /// <summary>Finds the mode of a run.</summary>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public static ModeRun Of(ActorRunSettings settings, ModeCatalog modes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(modes);
        return new ModeRun(settings, modes.Find(settings.Mode));
    }

    /// <summary>What the mode demands of conversation groups.</summary>
    /// <param name="directory">Says which keys are whose.</param>
    public IGroupRules Rules(AuthenticationDirectory directory) => Mode.Rules(Settings, directory);
}
