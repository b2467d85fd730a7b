using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.2: when a KeyPackage's leaf may be used, both ends inclusive, in seconds since 1970-01-01 UTC.</summary>
public readonly record struct Lifetime(ulong NotBefore, ulong NotAfter) : ITlsStruct<Lifetime>
{
    /// <summary>Never expires.</summary>
    public static readonly Lifetime Eternal = new(0, ulong.MaxValue);

    private static readonly TimeSpan Backdating = TimeSpan.FromHours(1);

    /// <summary>From one moment to another; fractions of a second are dropped.</summary>
    /// <exception cref="ArgumentException">The first moment lies before 1970-01-01 UTC or after the second.</exception>
    public static Lifetime Between(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var (first, last) = (notBefore.ToUnixTimeSeconds(), notAfter.ToUnixTimeSeconds());
        if (notBefore < DateTimeOffset.UnixEpoch)
        {
            throw new ArgumentOutOfRangeException(nameof(notBefore), notBefore, "a lifetime begins at or after 1970-01-01 UTC");
        }

        return last >= first
            ? new Lifetime((ulong)first, (ulong)last)
            : throw new ArgumentException($"a lifetime from {notBefore:O} to {notAfter:O} ends before it begins", nameof(notAfter));
    }

    /// <summary>From an hour ago, for those whose clock is behind, until <paramref name="length"/> from now.</summary>
    /// <param name="clock">What time it is.</param>
    /// <param name="length">How long; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or reaches beyond the year 9999.</exception>
    public static Lifetime Starting(TimeProvider clock, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        var now = clock.GetUtcNow();
        if (length > DateTimeOffset.MaxValue - now)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"a lifetime ends at {DateTimeOffset.MaxValue:O} at the latest; {nameof(Eternal)} never does");
        }

        var start = now - DateTimeOffset.UnixEpoch > Backdating ? now - Backdating : DateTimeOffset.UnixEpoch;
        return Between(start, now + length);
    }

    /// <inheritdoc/>
    public static Lifetime Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());

    /// <summary>Whether <paramref name="now"/> lies inside.</summary>
    public bool Contains(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return seconds >= 0 && (ulong)seconds >= NotBefore && (ulong)seconds <= NotAfter;
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(NotBefore);
        writer.WriteUInt64(NotAfter);
    }
}
