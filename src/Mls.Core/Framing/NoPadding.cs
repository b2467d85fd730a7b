namespace Mls.Core.Framing;

/// <summary>Messages as long as they are.</summary>
public sealed class NoPadding : IPaddingPolicy
{
    /// <inheritdoc/>
    public int PaddedLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return length;
    }
}
