using Mls.Core.Groups;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>The way into one group by an external Commit. Owns the group that the Commit leads to.</summary>
internal sealed class ExternalEntry : IDisposable
{
    /// <summary>The external Commit on the way; <see langword="null"/> until a GroupInfo has come.</summary>
    public ExternalJoin? Join { get; set; }

    /// <summary>How often it has failed.</summary>
    public uint Attempts { get; set; }

    /// <summary>Virtual milliseconds at which a GroupInfo is asked for again; <see langword="null"/> while one is on its way.</summary>
    public long? RetryAt { get; set; }

    /// <summary>Restores what <see cref="Write"/> wrote; the device's mode must be open.</summary>
    public static ExternalEntry Read(ref TlsReader reader, Device device)
    {
        var entry = new ExternalEntry { Attempts = reader.ReadUInt32() };
        var isWaiting = reader.ReadPresence();
        var retryAt = (long)reader.ReadUInt64();
        entry.RetryAt = isWaiting ? retryAt : null;
        entry.Join = reader.ReadPresence() ? GroupSnapshot.ReadExternalJoin(ref reader, device.Mode.Services, device.Environment.Trees.Share) : null;
        return entry;
    }

    /// <summary>The external Commit is of no use any more.</summary>
    public void Drop()
    {
        Join?.Dispose();
        Join = null;
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt32(Attempts);
        writer.WriteUInt8(RetryAt is null ? (byte)0 : (byte)1);
        writer.WriteUInt64((ulong)(RetryAt ?? 0));
        writer.WriteUInt8(Join is null ? (byte)0 : (byte)1);
        if (Join is not null)
        {
            GroupSnapshot.WriteExternalJoin(writer, Join);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();
}
