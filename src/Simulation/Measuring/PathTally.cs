using System.Numerics;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Simulation.Measuring;

/// <summary>What the paths of accepted Commits cost, by the power of two that the number of leaves does not exceed. Grows with the largest tree, not with the number of Commits.</summary>
public sealed class PathTally
{
    private readonly SortedDictionary<int, PathTallyRow> _rows = [];

    /// <summary>Commits without a path.</summary>
    public long WithoutPath { get; private set; }

    /// <summary>By number of leaves, rounded up to a power of two.</summary>
    public IReadOnlyDictionary<int, PathTallyRow> Rows => _rows;

    /// <summary>All paths together.</summary>
    public PathTallyRow Total()
    {
        var sum = new PathTallyRow();
        foreach (var row in _rows.Values)
        {
            sum.Add(row);
        }

        return sum;
    }

    /// <summary>Counts an accepted Commit.</summary>
    public void Add(PathSize? path)
    {
        if (path is null)
        {
            WithoutPath++;
        }
        else
        {
            Row((int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(path.Leaves, 1, 1 << 30))).Add(path);
        }
    }

    internal void Write(TlsWriter writer)
    {
        writer.WriteInt64(WithoutPath);
        writer.Put(_rows.Count);
        foreach (var (leaves, row) in _rows)
        {
            writer.Put(leaves);
            row.Write(writer);
        }
    }

    internal void Absorb(ref TlsReader reader)
    {
        WithoutPath += reader.ReadInt64();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Row(reader.ReadInt32()).Absorb(ref reader);
        }
    }

    private PathTallyRow Row(int leaves)
    {
        if (!_rows.TryGetValue(leaves, out PathTallyRow? row))
        {
            _rows[leaves] = row = new PathTallyRow();
        }

        return row;
    }
}
