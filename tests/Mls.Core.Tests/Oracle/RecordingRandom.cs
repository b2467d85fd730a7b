using Mls.Core.Crypto;

namespace Mls.Core.Tests.Oracle;

/// <summary>Remembers the last secret of 32 octets it gave: right after a group has been created, its epoch secret (RFC 9420, section 11).</summary>
internal sealed class RecordingRandom(IRandomSource inner) : IRandomSource
{
    private const int Secret = 32;

    public byte[] Last { get; private set; } = [];

    /// <inheritdoc/>
    public void Fill(Span<byte> target)
    {
        inner.Fill(target);
        if (target.Length == Secret)
        {
            Last = target.ToArray();
        }
    }
}
