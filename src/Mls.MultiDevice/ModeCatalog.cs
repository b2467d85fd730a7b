using System.Collections.Frozen;
using System.Collections.Immutable;
using Mls.Core.Nodes;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.MultiClient;
using Mls.MultiDevice.SingleClient.TreeRoot;

namespace Mls.MultiDevice;

/// <summary>The modes by name. A further mode is one folder and one line here.</summary>
public static class ModeCatalog
{
    private static readonly FrozenDictionary<string, ModeFactory> Modes = new Dictionary<string, ModeFactory>(StringComparer.Ordinal)
    {
        ["multi-client"] = static (device, state) => new MultiClientMode(device, state),
        ["tree-root"] = static (device, state) => new TreeRootMode(device, state),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private delegate IMultiDeviceMode ModeFactory(Device device, OpaqueSecret? state);

    /// <summary>The names, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Modes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The public name of the user-group epoch that a leaf stands for, in whichever mode; <see langword="null"/> where it carries none.</summary>
    /// <exception cref="Mls.Core.Wire.MalformedException">An extension that would carry it does not decode.</exception>
    public static ulong? UserEpochTag(LeafNode leaf) => LeafRef.Of(leaf)?.EpochTag;

    /// <summary>The mode called <paramref name="name"/> for one device, new or as a snapshot held it.</summary>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    internal static IMultiDeviceMode Open(string name, Device device, OpaqueSecret? state) => Modes.TryGetValue(name, out var factory)
        ? factory(device, state)
        : throw new ArgumentException($"mode '{name}', allowed are {string.Join(", ", Names)}", nameof(name));
}
