namespace Grains.Interfaces.Contracts;

/// <summary>A mail that has been sent: one object, shared by all who receive it. It does not say who they are.</summary>
[GenerateSerializer]
[Immutable]
[Alias("letter")]
public sealed record Letter
{
    /// <summary>The run it belongs to.</summary>
    [Id(0)]
    public required RunKey Run { get; init; }

    /// <summary>Who sent it.</summary>
    [Id(1)]
    public required ActorId Sender { get; init; }

    /// <summary>The sender's number of it, counted from 1; with the sender this is the message id.</summary>
    [Id(2)]
    public required long Sequence { get; init; }

    /// <summary>Virtual milliseconds at which it left.</summary>
    [Id(3)]
    public required long SentAt { get; init; }

    /// <summary>How to read the body; opaque to the engine.</summary>
    [Id(4)]
    public required string Kind { get; init; }

    /// <summary>The link it travels.</summary>
    [Id(5)]
    public required LinkClass Link { get; init; }

    /// <summary>The operation that caused it.</summary>
    [Id(6)]
    public required Operation Operation { get; init; }

    /// <summary>What is said.</summary>
    [Id(7)]
    public required Octets Body { get; init; }

    /// <summary>How many octets of it count as MLS traffic.</summary>
    [Id(8)]
    public required int CountedOctets { get; init; }

    /// <summary>The column of the accounts.</summary>
    [Id(9)]
    public required string Label { get; init; }

    /// <summary>Octets of records inside that are for the directory.</summary>
    [Id(10)]
    public int DirectoryOctets { get; init; }

    /// <summary>The span in which it was sent, as a W3C traceparent; <see langword="null"/> where nothing is sampled. For observing only: it is neither in the digest nor in checkpoints.</summary>
    [Id(11)]
    public string? TraceParent { get; init; }

    /// <summary>As in the mail (<see cref="Mail.Backlog"/>).</summary>
    [Id(12)]
    public int Backlog { get; init; }

    /// <summary>The letter that <paramref name="mail"/> becomes.</summary>
    public static Letter Of(Mail mail, RunKey run, ActorId sender, long sequence, long sentAt)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return new()
        {
            Run = run,
            Sender = sender,
            Sequence = sequence,
            SentAt = sentAt,
            Kind = mail.Kind,
            Link = mail.Link,
            Operation = mail.Operation,
            Body = mail.Body,
            CountedOctets = mail.CountedOctets,
            Label = mail.Label,
            DirectoryOctets = mail.DirectoryOctets,
            Backlog = mail.Backlog,
        };
    }
}
