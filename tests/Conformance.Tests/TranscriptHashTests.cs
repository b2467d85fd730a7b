using Mls.Core.Framing;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class TranscriptHashTests
{
    private const string File = "transcript-hashes";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_Commit_gives_the_published_hashes_and_tag(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var content = Tls.Decode<AuthenticatedContent>(test.Octets("authenticated_content"));
        var tag = Assert.NotNull(content.Auth.ConfirmationTag);
        using var key = new ConfirmationKey(test.Octets("confirmation_key"));

        var confirmed = TranscriptHash.Confirmed(crypto, new OpaqueBytes(test.Octets("interim_transcript_hash_before")), content.ConfirmedTranscriptHashInput());
        var interim = TranscriptHash.Interim(crypto, confirmed, tag.Octets);

        Assert.Equal(new OpaqueBytes(test.Octets("confirmed_transcript_hash_after")), confirmed);
        Assert.Equal(new OpaqueBytes(test.Octets("interim_transcript_hash_after")), interim);
        Assert.Equal(tag, MacTag.Compute(crypto, key, confirmed.Span));
        Assert.True(tag.Verify(crypto, key, confirmed.Span));
        Assert.False(tag.Verify(crypto, key, interim.Span));
        Assert.False(new MacTag(new OpaqueBytes(tag.Octets.Span[1..])).Verify(crypto, key, confirmed.Span));
    }
}
