namespace Grains.Interfaces.Contracts;

/// <summary>Hashes that are the same in every process and on every machine: ties, latencies and placement depend on them.</summary>
/// <remarks>FNV-1a of 64 bits for text, the finalizer of SplitMix64 for numbers. Not cryptographic.</remarks>
public static class Mixing
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Hashes the UTF-16 code units of <paramref name="text"/>.</summary>
    public static ulong Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        unchecked
        {
            var hash = Offset;
            foreach (var unit in text)
            {
                hash = (hash ^ unit) * Prime;
            }

            return Number(hash);
        }
    }

    /// <summary>Spreads a number over 64 bits.</summary>
    public static ulong Number(ulong value)
    {
        unchecked
        {
            value += 0x9e3779b97f4a7c15;
            value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
            value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
            return value ^ (value >> 31);
        }
    }

    /// <summary>Hashes two numbers, in this order.</summary>
    public static ulong Combine(ulong first, ulong second) => unchecked(Number((Number(first) * Prime) ^ second));
}
