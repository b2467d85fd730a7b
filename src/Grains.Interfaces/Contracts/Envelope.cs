namespace Grains.Interfaces.Contracts;

/// <summary>A letter as one recipient gets it.</summary>
/// <param name="Letter">What was sent; shared with the other recipients.</param>
/// <param name="Recipient">Who gets it.</param>
/// <param name="ArrivesAt">Virtual milliseconds of arrival.</param>
/// <param name="Copy">0, or the number of a duplicate that a fault made.</param>
[GenerateSerializer]
[Immutable]
[Alias("envelope")]
public sealed record Envelope(
    [property: Id(0)] Letter Letter,
    [property: Id(1)] ActorId Recipient,
    [property: Id(2)] long ArrivesAt,
    [property: Id(3)] int Copy)
{
    /// <summary>Who sent it.</summary>
    public ActorId Sender => Letter.Sender;

    /// <summary>The sender's number of it.</summary>
    public long Sequence => Letter.Sequence;

    /// <summary>Virtual milliseconds at which it left.</summary>
    public long SentAt => Letter.SentAt;

    /// <summary>The operation that caused it.</summary>
    public Operation Operation => Letter.Operation;

    /// <summary>How to read the body.</summary>
    public string Kind => Letter.Kind;

    /// <summary>What is said.</summary>
    public Octets Body => Letter.Body;

    /// <summary>How many octets of it count as MLS traffic.</summary>
    public int CountedOctets => Letter.CountedOctets;
}
