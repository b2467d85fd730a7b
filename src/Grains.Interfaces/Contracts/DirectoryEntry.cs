namespace Grains.Interfaces.Contracts;

/// <summary>One entry of the append-only directory log (the authentication service's data), replicated to every silo.</summary>
/// <param name="User">The shard: the user it is about.</param>
/// <param name="At">Virtual milliseconds from which it can be read: when it was sent, but not before the barrier after that.</param>
/// <param name="Author">Who appended it.</param>
/// <param name="Sequence">The author's number of it; the log is ordered by time, author, sequence.</param>
/// <param name="Key">What it is, such as "device-key"; opaque to the engine.</param>
/// <param name="Value">Its content.</param>
[GenerateSerializer]
[Immutable]
[Alias("directory-entry")]
public sealed record DirectoryEntry(
    [property: Id(0)] string User,
    [property: Id(1)] long At,
    [property: Id(2)] ActorId Author,
    [property: Id(3)] long Sequence,
    [property: Id(4)] string Key,
    [property: Id(5)] Octets Value);
