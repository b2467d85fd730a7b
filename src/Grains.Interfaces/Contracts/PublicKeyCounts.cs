namespace Grains.Interfaces.Contracts;

/// <summary>Cryptographic operations counted by an actor.</summary>
[GenerateSerializer]
[Immutable]
[Alias("public-key-counts")]
public sealed record PublicKeyCounts
{
    /// <summary>Key encapsulations (HPKE seal).</summary>
    [Id(0)]
    public long Seal { get; init; }

    /// <summary>Key decapsulations (HPKE open).</summary>
    [Id(1)]
    public long Open { get; init; }

    /// <summary>Signatures made.</summary>
    [Id(2)]
    public long Sign { get; init; }

    /// <summary>Signatures verified.</summary>
    [Id(3)]
    public long Verify { get; init; }

    /// <summary>Key pairs derived or generated.</summary>
    [Id(4)]
    public long DeriveKeyPair { get; init; }

    /// <summary>Sum, member by member.</summary>
    public PublicKeyCounts Add(PublicKeyCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Seal = Seal + other.Seal,
            Open = Open + other.Open,
            Sign = Sign + other.Sign,
            Verify = Verify + other.Verify,
            DeriveKeyPair = DeriveKeyPair + other.DeriveKeyPair,
        };
    }
}
