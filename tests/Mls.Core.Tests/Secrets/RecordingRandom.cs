using Mls.Core.Crypto;

namespace Mls.Core.Tests.Secrets;

/// <summary>A random source whose draws are of no further use once the operation is over that they serve.</summary>
internal sealed class RecordingRandom(IRandomSource inner, ConsumedSecrets consumed) : IRandomSource
{
    public void Fill(Span<byte> target)
    {
        inner.Fill(target);
        consumed.Add("random octets", target);
    }
}
