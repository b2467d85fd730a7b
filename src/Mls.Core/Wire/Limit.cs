using System.Runtime.CompilerServices;

namespace Mls.Core.Wire;

/// <summary>Checks of what a caller passes in, made where it is passed: a number that is wrong there is not found out in the middle of an operation.</summary>
internal static class Limit
{
    public static int NotNegative(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    public static TimeSpan? NotNegative(TimeSpan? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        }

        return value;
    }

    public static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <summary>A length of what a KDF gives: RFC 9420, section 8, counts it in 16 bits, and HKDF-Expand gives 255 hashes at most (RFC 5869, section 2.3).</summary>
    public static int OfKdf(int length, int hashLength, [CallerArgumentExpression(nameof(length))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Math.Min(ushort.MaxValue, byte.MaxValue * hashLength), name);
        return length;
    }
}
