namespace Mls.Core.Framing;

/// <summary>Lengths that are multiples of a block.</summary>
public sealed class BlockPadding : IPaddingPolicy
{
    private readonly int _size;

    /// <summary>Blocks of <paramref name="size"/> octets, from 1 to 2^20.</summary>
    public BlockPadding(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1 << 20);
        _size = size;
    }

    /// <inheritdoc/>
    public int PaddedLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return length % _size == 0 ? length : (int)Math.Min(int.MaxValue, (long)length + _size - (length % _size));
    }
}
