using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Grains.Devices;

/// <summary>Watches how long a device that is back takes to handle what had waited for it. Observes, and has no influence on the run.</summary>
internal sealed class CatchUp
{
    private long _returnedAt;
    private uint _taken;
    private long _busyUntilMicroseconds;

    /// <summary>The device is told to connect.</summary>
    public void Return(long now) => (_returnedAt, _taken) = (now, 0);

    /// <summary>The device computes.</summary>
    public void Spend(long now, long microseconds) => _busyUntilMicroseconds = Math.Max(_busyUntilMicroseconds, now * 1000) + microseconds;

    /// <summary>The device has handled a part of its mailbox.</summary>
    /// <param name="letter">What it came in.</param>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="items">How many items there were in it.</param>
    /// <returns>What is to be seen, where this was the last of what had waited.</returns>
    public Observation.CaughtUp? Take(Letter letter, long now, int items)
    {
        if (letter.Backlog == 0 || letter.SentAt < _returnedAt)
        {
            // Nothing that had waited, or what had waited for an earlier return.
            return null;
        }

        _taken += (uint)items;
        return _taken < letter.Backlog ? null : new Observation.CaughtUp(Math.Max(now, (_busyUntilMicroseconds + 999) / 1000) - _returnedAt, letter.Backlog);
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64((ulong)_returnedAt);
        writer.WriteUInt32(_taken);
        writer.WriteUInt64((ulong)_busyUntilMicroseconds);
    }

    public static CatchUp Read(ref TlsReader reader) => new()
    {
        _returnedAt = (long)reader.ReadUInt64(),
        _taken = reader.ReadUInt32(),
        _busyUntilMicroseconds = (long)reader.ReadUInt64(),
    };
}
