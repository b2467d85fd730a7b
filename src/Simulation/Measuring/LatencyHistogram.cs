using System.Numerics;
using Mls.Core.Wire;

namespace Simulation.Measuring;

/// <summary>A histogram of milliseconds, or of a number of things: 64 buckets for each power of two, so that a percentile is within 1.6% of the truth, and exact below 128.
/// Its size depends on the largest value alone: 512 octets for each power of two from 64.</summary>
public sealed class LatencyHistogram
{
    private const int Precision = 6;
    private const int Buckets = (64 - Precision + 1) << Precision;

    private long[] _counts = [];

    /// <summary>Octets that the buckets take.</summary>
    public int BucketOctets => _counts.Length * sizeof(long);

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The largest value.</summary>
    public long Maximum { get; private set; }

    /// <summary>Enters a value; negative ones count as 0.</summary>
    public void Add(long milliseconds)
    {
        long value = Math.Max(0, milliseconds);
        Bucket(IndexOf(value))++;
        Count++;
        Maximum = Math.Max(Maximum, value);
    }

    /// <summary>The value below or at which a share of all lies; 0 where there is none.</summary>
    public long Percentile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length && Count > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return Math.Min(UpperEnd(i), Maximum);
            }
        }

        return 0;
    }

    /// <summary>Writes the buckets that are not empty.</summary>
    public void Write(TlsWriter writer)
    {
        writer.Put(Maximum);
        writer.Put(_counts.Count(count => count > 0));
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                writer.Put(i);
                writer.Put(_counts[i]);
            }
        }
    }

    /// <summary>Adds all values of another histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] > 0)
            {
                Bucket(i) += other._counts[i];
            }
        }

        Count += other.Count;
        Maximum = Math.Max(Maximum, other.Maximum);
    }

    /// <summary>Adds what another histogram wrote.</summary>
    public void Absorb(ref TlsReader reader)
    {
        Maximum = Math.Max(Maximum, reader.ReadInt64());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            int index = reader.ReadInt32();
            long count = reader.ReadInt64();
            Bucket(index) += count;
            Count += count;
        }
    }

    private ref long Bucket(int index)
    {
        if (index >= _counts.Length)
        {
            // A power of two more at a time: most values are far from the largest that there can be.
            Array.Resize(ref _counts, Math.Min(Buckets, ((index >> Precision) + 1) << Precision));
        }

        return ref _counts[index];
    }

    private static int IndexOf(long value)
    {
        // Values below twice the precision have a bucket each; above, all but the leading bits are cut off.
        int magnitude = Math.Max(0, 63 - Precision - BitOperations.LeadingZeroCount((ulong)value));
        return (magnitude << Precision) + (int)(value >> magnitude);
    }

    private static long UpperEnd(int index)
    {
        int magnitude = Math.Max(0, (index >> Precision) - 1);
        long mantissa = index - ((long)magnitude << Precision);
        return (mantissa << magnitude) + ((1L << magnitude) - 1);
    }
}
