using Mls.Core.Crypto;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class TranscriptHashTests
{
    private const string File = "transcript-hashes";

    private static readonly ICryptoProvider Crypto = Suites.One;

    public static TheoryData<int, string> Cases() => Vectors.Rows(File, 1);

    [Fact]
    public void There_is_one_case_of_suite_1()
    {
        Vectors.Require(File);
        Assert.Single(Cases());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_Commit_gives_the_published_hashes_and_tag(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var (input, tag) = Split(test.Octets("authenticated_content"));
        using var key = new ConfirmationKey(test.Octets("confirmation_key"));

        var confirmed = TranscriptHash.Confirmed(Crypto, new OpaqueBytes(test.Octets("interim_transcript_hash_before")), input);
        var interim = TranscriptHash.Interim(Crypto, confirmed, tag.Octets);

        Assert.Equal(new OpaqueBytes(test.Octets("confirmed_transcript_hash_after")), confirmed);
        Assert.Equal(new OpaqueBytes(test.Octets("interim_transcript_hash_after")), interim);
        Assert.Equal(tag, MacTag.Compute(Crypto, key, confirmed.Span));
        Assert.True(tag.Verify(Crypto, key, confirmed.Span));
        Assert.False(tag.Verify(Crypto, key, interim.Span));
        Assert.False(new MacTag(new OpaqueBytes(tag.Octets.Span[1..])).Verify(Crypto, key, confirmed.Span));
    }

    /// <summary>The content is ConfirmedTranscriptHashInput followed by the confirmation tag, here a vector of 32 octets.</summary>
    private static (byte[] Input, MacTag Tag) Split(byte[] content)
    {
        var start = content.Length - 1 - Crypto.HashLength;
        return (content[..start], Tls.Decode<MacTag>(content.AsSpan(start)));
    }
}
