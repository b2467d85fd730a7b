using System.Collections.Immutable;

namespace Silo.Runs;

/// <summary>How a host carries runs that are asked for.</summary>
public sealed record RunsOptions
{
    /// <summary>Folder in which each run gets a folder of its own.</summary>
    public required string Folder { get; init; }

    /// <summary>Modes that can be run.</summary>
    public required ImmutableArray<string> Modes { get; init; }

    /// <summary>Version of the program, for manifests.</summary>
    public required string Version { get; init; }

    /// <summary>Whether runs can be asked for; false where the page belongs to one run of the command line.</summary>
    public bool TakesOrders { get; init; } = true;

    /// <summary>Runs that may wait.</summary>
    public int LongestQueue { get; init; } = 20;
}
