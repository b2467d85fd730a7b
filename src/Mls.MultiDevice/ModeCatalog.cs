using System.Collections.Immutable;
using Mls.MultiDevice.MultiClient;
using Mls.MultiDevice.SingleClient;
using Mls.MultiDevice.SingleClient.TreeRoot;

namespace Mls.MultiDevice;

/// <summary>The modes that a run may choose from. Immutable.</summary>
public sealed class ModeCatalog
{
    private readonly ImmutableSortedDictionary<string, IModeDefinition> _modes;

    private ModeCatalog(ImmutableSortedDictionary<string, IModeDefinition> modes) => _modes = modes;

    /// <summary>The modes of this project. A further mode is one folder and one line here.</summary>
    public static ModeCatalog Standard { get; } = new ModeCatalog(ImmutableSortedDictionary.Create<string, IModeDefinition>(StringComparer.Ordinal))
        .With(new MultiClientDefinition())
        .With(new SingleClientDefinition(new TreeRootProfile()));

    /// <summary>The names, in order.</summary>
    public ImmutableArray<string> Names => [.. _modes.Keys];

    /// <summary>The mode of a name.</summary>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public IModeDefinition Find(string name) => _modes.TryGetValue(name, out var found)
        ? found
        : throw new ArgumentException($"mode '{name}', allowed are {string.Join(", ", Names)}", nameof(name));

    /// <summary>The same modes and one more.</summary>
    /// <exception cref="ArgumentException">The name is taken by another mode.</exception>
    public ModeCatalog With(IModeDefinition mode)
    {
        ArgumentNullException.ThrowIfNull(mode);
        return new ModeCatalog(_modes.Add(mode.Name, mode));
    }
}
