using System.Collections.Immutable;

namespace Silo.Exploring;

/// <summary>One accepted Commit.</summary>
public sealed record ExplorationStep
{
    /// <summary>What happens, for a person.</summary>
    public required string Title { get; init; }

    /// <summary>The group; "user:NAME" for a user's own.</summary>
    public required string Group { get; init; }

    /// <summary>The device that made it.</summary>
    public required string Committer { get; init; }

    /// <summary>The epoch that it begins.</summary>
    public required long Epoch { get; init; }

    /// <summary>Octets of the Commit.</summary>
    public required int Octets { get; init; }

    /// <summary>HPKE ciphertexts in its path.</summary>
    public required int Ciphertexts { get; init; }

    /// <summary>Octets of its Welcome; 0 where there is none.</summary>
    public required int WelcomeOctets { get; init; }

    /// <summary>Devices that follow it: all of the group but the one that made it.</summary>
    public required int Recipients { get; init; }

    /// <summary>Virtual milliseconds since the change was asked for.</summary>
    public required long VirtualMilliseconds { get; init; }

    /// <summary>The group's tree after it.</summary>
    public required TreePicture Tree { get; init; }

    /// <summary>Nodes that have another key.</summary>
    public required ImmutableArray<int> Rekeyed { get; init; }

    /// <summary>Nodes that have become blank.</summary>
    public required ImmutableArray<int> Blanked { get; init; }

    /// <summary>Leaves that were blank.</summary>
    public required ImmutableArray<int> Added { get; init; }
}
