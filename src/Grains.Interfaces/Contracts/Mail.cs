namespace Grains.Interfaces.Contracts;

/// <summary>What an actor wants to say. The engine adds who, when and which number (<see cref="Letter"/>).</summary>
[GenerateSerializer]
[Immutable]
[Alias("mail")]
public sealed record Mail
{
    /// <summary>Whom it goes to.</summary>
    [Id(0)]
    public required Recipients To { get; init; }

    /// <summary>Tells the recipient how to read the body; opaque to the engine. Use constants.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>The link it travels.</summary>
    [Id(2)]
    public required LinkClass Link { get; init; }

    /// <summary>The operation that caused it.</summary>
    [Id(3)]
    public required Operation Operation { get; init; }

    /// <summary>What is said.</summary>
    [Id(4)]
    public required Octets Body { get; init; }

    /// <summary>How many octets of it count as MLS traffic; at least 0.</summary>
    [Id(5)]
    public int CountedOctets { get; init; }

    /// <summary>The column of the accounts, such as "commit" or "welcome". Bounded set; use constants.</summary>
    [Id(6)]
    public required string Label { get; init; }

    /// <summary>Octets of records inside that are for the directory.</summary>
    [Id(7)]
    public int DirectoryOctets { get; init; }

    /// <summary>Items that had waited for a device that is back, in this mail and the others sent with it; 0 in other mail. For measuring only.</summary>
    [Id(8)]
    public int Backlog { get; init; }
}
