using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8.2: the two running hashes over a group's Commits. Both are empty before the first.</summary>
public static class TranscriptHash
{
    /// <summary>confirmed_transcript_hash of the epoch that a Commit starts.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="interimBefore">interim_transcript_hash of the epoch before.</param>
    /// <param name="input">The encoded ConfirmedTranscriptHashInput of the Commit.</param>
    public static OpaqueBytes Confirmed(ICryptoProvider crypto, OpaqueBytes interimBefore, ReadOnlySpan<byte> input) =>
        HashOfBoth(crypto, interimBefore.Span, input);

    /// <summary>interim_transcript_hash of an epoch from its confirmed_transcript_hash and confirmation_tag.</summary>
    public static OpaqueBytes Interim(ICryptoProvider crypto, OpaqueBytes confirmed, OpaqueBytes confirmationTag)
    {
        using var input = new TlsWriter(confirmationTag.Length + sizeof(uint));
        input.WriteOpaque(confirmationTag);
        return HashOfBoth(crypto, confirmed.Span, input.Written);
    }

    private static OpaqueBytes HashOfBoth(ICryptoProvider crypto, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var both = new Scratch(stackalloc byte[Scratch.OnStack], first.Length + second.Length);
        first.CopyTo(both.Span);
        second.CopyTo(both.Span[first.Length..]);
        var hash = new byte[crypto.HashLength];
        crypto.Hash(both.Span, hash);
        return OpaqueBytes.Own(hash);
    }
}
