using System.Collections.Immutable;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>Collects comparisons and violations. Keeps the first violations in a fixed order, so that the result does not depend on who came first.</summary>
internal sealed class Findings
{
    private const int Kept = 100;

    private static readonly Comparison<Violation> Order = (left, right) =>
    {
        int order = left.Invariant.CompareTo(right.Invariant);
        order = order != 0 ? order : string.CompareOrdinal(left.Group, right.Group);
        order = order != 0 ? order : left.Epoch.CompareTo(right.Epoch);
        order = order != 0 ? order : string.CompareOrdinal(left.Device, right.Device);
        return order != 0 ? order : string.CompareOrdinal(left.Detail, right.Detail);
    };

    private readonly SortedSet<Violation> _violations = new(Comparer<Violation>.Create(Order));
    private readonly long[] _checks = new long[InvariantNames.All.Length];

    public long Count { get; private set; }

    public void Checked(Invariant invariant, long times = 1) => _checks[(int)invariant] += times;

    public void Add(Violation violation)
    {
        Count++;
        _violations.Add(violation);
        if (_violations.Count > Kept)
        {
            _violations.Remove(_violations.Max!);
        }
    }

    public InvariantReport Report(long lostMessages, long unjudgedOpenings) => new(
        InvariantNames.All.ToImmutableSortedDictionary(invariant => invariant, invariant => _checks[(int)invariant]),
        Count,
        [.. _violations],
        lostMessages,
        unjudgedOpenings);

    public void Write(TlsWriter writer)
    {
        Array.ForEach(_checks, writer.WriteInt64);
        writer.Put(Count);
        writer.Put(_violations.Count);
        foreach (var violation in _violations)
        {
            writer.Put((int)violation.Invariant);
            writer.Put(violation.Group);
            writer.Put(violation.Epoch);
            writer.Put(violation.Device);
            writer.Put(violation.Detail);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var i = 0; i < _checks.Length; i++)
        {
            _checks[i] += reader.ReadInt64();
        }

        long count = reader.ReadInt64();
        int kept = reader.ReadInt32();
        for (var i = 0; i < kept; i++)
        {
            Add(new Violation((Invariant)reader.ReadInt32(), reader.ReadText(), reader.ReadInt64(), reader.ReadText(), reader.ReadText()));
        }

        Count += count - kept;
    }
}
