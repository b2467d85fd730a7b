using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Simulation.Measuring;

/// <summary>What some paths cost.</summary>
public sealed class PathTallyRow
{
    // Whole millionths, so that the sum does not depend on the order in which silos are put together.
    private const double Millionths = 1_000_000;

    private long _ciphertexts;
    private long _logs;
    private long _others;

    /// <summary>HPKE ciphertexts of each path.</summary>
    public LatencyHistogram Ciphertexts { get; } = new();

    /// <summary>How many paths.</summary>
    public long Count => Ciphertexts.Count;

    /// <summary>HPKE ciphertexts of a path, on average; 0 of none.</summary>
    public double Mean => Average(_ciphertexts);

    /// <summary>Binary logarithm of the number of leaves, on average: what a path costs in a tree that is full and has no blank node.</summary>
    public double LogLeaves => Average(_logs) / Millionths;

    /// <summary>Leaves other than the committer's, on average: the most that a path can cost.</summary>
    public double OtherLeaves => Average(_others);

    /// <summary>Counts a path.</summary>
    public void Add(PathSize path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Ciphertexts.Add(path.Ciphertexts);
        _ciphertexts += path.Ciphertexts;
        _logs += (long)Math.Round(Math.Log2(Math.Max(1, path.Leaves)) * Millionths);
        _others += Math.Max(0, path.Leaves - 1);
    }

    /// <summary>Adds the paths of another row.</summary>
    public void Add(PathTallyRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Ciphertexts.Add(other.Ciphertexts);
        _ciphertexts += other._ciphertexts;
        _logs += other._logs;
        _others += other._others;
    }

    internal void Write(TlsWriter writer)
    {
        Ciphertexts.Write(writer);
        writer.WriteInt64(_ciphertexts);
        writer.WriteInt64(_logs);
        writer.WriteInt64(_others);
    }

    internal void Absorb(ref TlsReader reader)
    {
        Ciphertexts.Absorb(ref reader);
        _ciphertexts += reader.ReadInt64();
        _logs += reader.ReadInt64();
        _others += reader.ReadInt64();
    }

    private double Average(long sum) => Count == 0 ? 0 : (double)sum / Count;
}
