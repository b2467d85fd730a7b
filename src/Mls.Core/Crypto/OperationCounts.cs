using System.Runtime.InteropServices;

namespace Mls.Core.Crypto;

/// <summary>How often each primitive was called. HPKE counts once, as <see cref="Seal"/> or <see cref="Open"/> for its KEM step;
/// what the KEM does inside is part of that, the symmetric rest of HPKE counts under its own names. Imports of stored keys do not count: storage is not protocol.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OperationCounts
{
    /// <summary>Calls of <see cref="IKem.Encapsulate"/>.</summary>
    public long Seal { get; init; }

    /// <summary>Calls of <see cref="IKem.Decapsulate"/>.</summary>
    public long Open { get; init; }

    /// <summary>Calls of <see cref="IKem.DeriveKeyPair(ReadOnlySpan{byte})"/>.</summary>
    public long DeriveKeyPair { get; init; }

    /// <summary>Signatures made.</summary>
    public long Sign { get; init; }

    /// <summary>Signatures checked.</summary>
    public long Verify { get; init; }

    /// <summary>Signature key pairs generated or derived.</summary>
    public long SignatureKey { get; init; }

    /// <summary>AEAD.Seal.</summary>
    public long AeadSeal { get; init; }

    /// <summary>AEAD.Open.</summary>
    public long AeadOpen { get; init; }

    /// <summary>Hashes.</summary>
    public long Hash { get; init; }

    /// <summary>MACs.</summary>
    public long Mac { get; init; }

    /// <summary>KDF.Extract and KDF.Expand.</summary>
    public long Kdf { get; init; }

    /// <summary>The public-key operations among them.</summary>
    public long PublicKeyOperations => Seal + Open + DeriveKeyPair + Sign + Verify + SignatureKey;

    /// <summary>Sum, member by member.</summary>
    public static OperationCounts Add(OperationCounts left, OperationCounts right) => left + right;

    /// <summary>Difference, member by member.</summary>
    public static OperationCounts Subtract(OperationCounts left, OperationCounts right) => left - right;

    /// <summary>Sum, member by member.</summary>
    public static OperationCounts operator +(OperationCounts left, OperationCounts right) => new()
    {
        Seal = left.Seal + right.Seal,
        Open = left.Open + right.Open,
        DeriveKeyPair = left.DeriveKeyPair + right.DeriveKeyPair,
        Sign = left.Sign + right.Sign,
        Verify = left.Verify + right.Verify,
        SignatureKey = left.SignatureKey + right.SignatureKey,
        AeadSeal = left.AeadSeal + right.AeadSeal,
        AeadOpen = left.AeadOpen + right.AeadOpen,
        Hash = left.Hash + right.Hash,
        Mac = left.Mac + right.Mac,
        Kdf = left.Kdf + right.Kdf,
    };

    /// <summary>Difference, member by member.</summary>
    public static OperationCounts operator -(OperationCounts left, OperationCounts right) => new()
    {
        Seal = left.Seal - right.Seal,
        Open = left.Open - right.Open,
        DeriveKeyPair = left.DeriveKeyPair - right.DeriveKeyPair,
        Sign = left.Sign - right.Sign,
        Verify = left.Verify - right.Verify,
        SignatureKey = left.SignatureKey - right.SignatureKey,
        AeadSeal = left.AeadSeal - right.AeadSeal,
        AeadOpen = left.AeadOpen - right.AeadOpen,
        Hash = left.Hash - right.Hash,
        Mac = left.Mac - right.Mac,
        Kdf = left.Kdf - right.Kdf,
    };
}
