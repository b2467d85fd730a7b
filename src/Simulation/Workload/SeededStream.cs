using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Simulation.Workload;

/// <summary>A reproducible stream of chance for one purpose: SHA-256 in counter mode over (seed, purpose). For workloads only, never for keys.</summary>
public sealed class SeededStream
{
    private readonly byte[] _input = new byte[32 + sizeof(ulong)];
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private ulong _counter;
    private int _position = SHA256.HashSizeInBytes;

    /// <summary>Streams of different seeds or purposes are unrelated.</summary>
    public SeededStream(long seed, string purpose)
    {
        byte[] name = Encoding.UTF8.GetBytes(purpose);
        byte[] origin = new byte[sizeof(long) + name.Length];
        BinaryPrimitives.WriteInt64BigEndian(origin, seed);
        name.CopyTo(origin, sizeof(long));
        SHA256.HashData(origin, _input);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        if (_position == _block.Length)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_input.AsSpan(32), _counter++);
            SHA256.HashData(_input, _block);
            _position = 0;
        }

        ulong bits = BinaryPrimitives.ReadUInt64BigEndian(_block.AsSpan(_position));
        _position += sizeof(ulong);
        return bits;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform among 0 to count - 1.</summary>
    public int NextIndex(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);
    }

    /// <summary>Uniform in [from, to).</summary>
    public long NextBetween(long from, long to) => from + (long)(NextUnit() * (to - from));

    /// <summary>Exponential with the mean given.</summary>
    public double NextExponential(double mean) => -mean * Math.Log(1 - NextUnit());

    /// <summary>Standard normal.</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    /// <summary>Log-normal with the median given and sigma of the logarithm.</summary>
    public double NextLogNormal(double median, double sigma) => median * Math.Exp(sigma * NextNormal());

    /// <summary>Poisson with the mean given.</summary>
    public int NextPoisson(double mean)
    {
        const double Chunk = 30;
        var total = 0;
        for (; mean > Chunk; mean -= Chunk)
        {
            total += SmallPoisson(Chunk);
        }

        return total + SmallPoisson(mean);
    }

    /// <summary>An index, each chosen in proportion to its weight; the weights are not all zero.</summary>
    public int NextWeighted(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        double left = NextUnit() * total;
        var chosen = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
            {
                continue;
            }

            chosen = i;
            left -= weights[i];
            if (left < 0)
            {
                break;
            }
        }

        return chosen;
    }

    /// <summary>A rank from 0 to count - 1 under Zipf's law with the exponent given; exponent 0 is uniform.</summary>
    public int NextZipf(int count, double exponent)
    {
        if (exponent == 0)
        {
            return NextIndex(count);
        }

        double[] weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            weights[i] = Math.Pow(i + 1, -exponent);
        }

        return NextWeighted(weights);
    }

    /// <summary>Puts the elements into a random order.</summary>
    public void Shuffle<T>(Span<T> elements)
    {
        for (var i = elements.Length - 1; i > 0; i--)
        {
            int j = NextIndex(i + 1);
            (elements[i], elements[j]) = (elements[j], elements[i]);
        }
    }

    private int SmallPoisson(double mean)
    {
        double limit = Math.Exp(-mean);
        double product = NextUnit();
        var count = 0;
        while (product > limit)
        {
            count++;
            product *= NextUnit();
        }

        return count;
    }
}
