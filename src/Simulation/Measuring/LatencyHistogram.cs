using System.Numerics;

namespace Simulation.Measuring;

/// <summary>A histogram of milliseconds of fixed size: 64 buckets for each power of two, so that a percentile is within 1.6% of the truth.</summary>
public sealed class LatencyHistogram
{
    private const int Precision = 6;
    private const int Buckets = (64 - Precision + 1) << Precision;

    private readonly long[] _counts = new long[Buckets];

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The largest value.</summary>
    public long Maximum { get; private set; }

    /// <summary>Enters a value; negative ones count as 0.</summary>
    public void Add(long milliseconds)
    {
        long value = Math.Max(0, milliseconds);
        _counts[IndexOf(value)]++;
        Count++;
        Maximum = Math.Max(Maximum, value);
    }

    /// <summary>The value below or at which a share of all lies; 0 where there is none.</summary>
    public long Percentile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < Buckets && Count > 0; i++)
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
    public void Write(BinaryWriter writer)
    {
        writer.Write(Maximum);
        writer.Write(_counts.Count(count => count > 0));
        for (var i = 0; i < Buckets; i++)
        {
            if (_counts[i] > 0)
            {
                writer.Write(i);
                writer.Write(_counts[i]);
            }
        }
    }

    /// <summary>Adds what another histogram wrote.</summary>
    public void Absorb(BinaryReader reader)
    {
        Maximum = Math.Max(Maximum, reader.ReadInt64());
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            int index = reader.ReadInt32();
            long count = reader.ReadInt64();
            _counts[index] += count;
            Count += count;
        }
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
