using System.Collections.Frozen;
using System.Collections.Immutable;
using Mls.Core.Nodes;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.MultiClient;
using Mls.MultiDevice.SingleClient;
using Mls.MultiDevice.SingleClient.TreeRoot;

namespace Mls.MultiDevice;

/// <summary>The modes by name. A further mode is one folder and one line here.</summary>
public static class ModeCatalog
{
    private static readonly FrozenDictionary<string, Entry> Modes = new Dictionary<string, Entry>(StringComparer.Ordinal)
    {
        ["multi-client"] = new(static (device, state) => new MultiClientMode(device, state), static (_, directory) => new DeviceLeafRules(directory), static _ => false),
        ["tree-root"] = new(static (device, state) => new TreeRootMode(device, state), static (settings, directory) => new VirtualLeafRules(directory, settings.SignatureKeys), static settings => settings.SignatureKeys == SignatureKeyScope.Device),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private delegate IMultiDeviceMode ModeFactory(Device device, OpaqueSecret? state);

    private delegate IGroupRules RulesFactory(ActorRunSettings settings, AuthenticationDirectory directory);

    /// <summary>The names, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Modes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The public name of the user-group epoch that a leaf stands for, in whichever mode; <see langword="null"/> where it carries none.</summary>
    /// <exception cref="Mls.Core.Wire.MalformedException">An extension that would carry it does not decode.</exception>
    public static ulong? UserEpochTag(LeafNode leaf) => LeafRef.Of(leaf)?.EpochTag;

    /// <summary>What the run's mode demands of conversation groups.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="directory">Says which keys are whose.</param>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public static IGroupRules Rules(ActorRunSettings settings, AuthenticationDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Find(settings.Mode).Rules(settings, directory);
    }

    /// <summary>Whether the run's mode lets one device's key take the place of a sibling's in a leaf.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public static bool DevicesShareLeaves(ActorRunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Find(settings.Mode).DevicesShareLeaves(settings);
    }

    /// <summary>The mode called <paramref name="name"/> for one device, new or as a snapshot held it.</summary>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    internal static IMultiDeviceMode Open(string name, Device device, OpaqueSecret? state) => Find(name).Mode(device, state);

    private static Entry Find(string name) => Modes.TryGetValue(name, out var entry)
        ? entry
        : throw new ArgumentException($"mode '{name}', allowed are {string.Join(", ", Names)}", nameof(name));

    private sealed record Entry(ModeFactory Mode, RulesFactory Rules, Predicate<ActorRunSettings> DevicesShareLeaves);
}
