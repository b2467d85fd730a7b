using Mls.Core.Crypto;

namespace TestKit;

/// <summary>Gives the octets it was made with, in order, and then no more: for known answers.</summary>
public sealed class FixedRandom(params byte[] octets) : IRandomSource
{
    private int _used;

    /// <inheritdoc/>
    public void Fill(Span<byte> target)
    {
        octets.AsSpan(_used, target.Length).CopyTo(target);
        _used += target.Length;
    }
}
