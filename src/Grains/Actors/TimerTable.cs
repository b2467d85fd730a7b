using Mls.Core.Wire;

namespace Grains.Actors;

/// <summary>An actor's timers, each under its key.</summary>
internal sealed class TimerTable
{
    private static readonly Comparer<Entry> ByOrder = Comparer<Entry>.Create((left, right) => EventOrder.Compare(left.Order, right.Order));

    private Dictionary<string, Entry>? _byKey;
    private SortedSet<Entry>? _byTime;

    /// <summary>The timer due first; <see langword="null"/> where none is set.</summary>
    public Entry? First => _byTime is { Count: > 0 } ? _byTime.Min : null;

    /// <summary>Sets a timer; the order is that of a message which its actor sent itself.</summary>
    public void Set(string key, EventOrder order)
    {
        Cancel(key);
        _byKey ??= new(StringComparer.Ordinal);
        _byTime ??= new(ByOrder);
        var entry = new Entry(key, order);
        _byKey.Add(key, entry);
        _byTime.Add(entry);
    }

    public void Cancel(string key)
    {
        if (_byKey is not null && _byKey.Remove(key, out var entry))
        {
            _byTime!.Remove(entry);
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt32((uint)(_byTime?.Count ?? 0));
        foreach (var entry in _byTime ?? [])
        {
            writer.WriteOpaque(OpaqueBytes.FromText(entry.Key));
            writer.WriteUInt64((ulong)entry.At);
            writer.WriteUInt64((ulong)entry.Order.Sequence);
        }
    }

    public void Read(ref TlsReader reader, ActorSeat seat)
    {
        reader.VisitAll((ref TlsReader reader) =>
        {
            var key = System.Text.Encoding.UTF8.GetString(reader.ReadOpaqueSpan());
            var at = (long)reader.ReadUInt64();
            Set(key, EventOrder.Of(seat.Seed, at, seat.Actor, (long)reader.ReadUInt64(), 0));
        });
    }

    /// <summary>One timer.</summary>
    internal sealed record Entry(string Key, EventOrder Order)
    {
        /// <summary>Virtual milliseconds for which it is set.</summary>
        public long At => Order.Time;
    }
}
