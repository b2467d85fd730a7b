using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>The epochs of the user group whose seeds a device can still derive: those that an entry of a group still to be read may name. Owns them.</summary>
public sealed class UserEpochs : IDisposable
{
    /// <summary>Epochs kept at most, whatever still waits for them: a device that is further behind enters the groups anew.</summary>
    public const int DefaultRetention = 512;

    /// <summary>Dropped epochs whose tags are remembered.</summary>
    private const int MaxDropped = 1024;

    private readonly List<UserEpoch> _epochs = [];
    private readonly List<ulong> _dropped = [];
    private readonly int _retention;

    /// <summary>Starts without an epoch.</summary>
    /// <param name="retention">Epochs kept at most, the current one included; at least 1.</param>
    public UserEpochs(int retention = DefaultRetention)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, 1);
        _retention = retention;
    }

    /// <summary>The newest epoch, lent.</summary>
    /// <exception cref="InvalidOperationException">None has been added.</exception>
    public UserEpoch Current => _epochs.Count > 0 ? _epochs[^1] : throw new InvalidOperationException("the device is in no user group yet");

    /// <summary>The epochs that are kept, oldest first, lent.</summary>
    public IReadOnlyList<UserEpoch> Kept => _epochs;

    /// <summary>Epochs kept.</summary>
    public int Count => _epochs.Count;

    /// <summary>Whether no epoch has been added.</summary>
    public bool IsEmpty => _epochs.Count == 0;

    /// <summary>The newest epoch that a Commit with a Remove started, as far as this device has seen.</summary>
    public Epoch? LastRemoval { get; private set; }

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    /// <exception cref="MalformedException">The octets are not those of user epochs.</exception>
    public static UserEpochs Read(ref TlsReader reader)
    {
        var retention = reader.ReadUInt32();
        if (retention is 0 or > int.MaxValue)
        {
            throw reader.Malformed($"retention of {retention} user epochs");
        }

        var epochs = new UserEpochs((int)retention);
        Epoch? lastRemoval = reader.ReadPresence() ? Epoch.Read(ref reader) : null;
        try
        {
            reader.VisitAll((ref TlsReader reader) =>
            {
                epochs._dropped.Add(reader.ReadUInt64());
            });

            reader.VisitAll((ref TlsReader reader) =>
            {
                var epoch = UserEpoch.Read(ref reader);
                if (!epochs.IsEmpty && epoch.Epoch <= epochs.Current.Epoch)
                {
                    epoch.Dispose();
                    throw reader.Malformed("user epochs that do not increase");
                }

                epochs.Add(epoch, removesDevice: false);
            });
        }
        catch (MalformedException)
        {
            epochs.Dispose();
            throw;
        }

        epochs.LastRemoval = lastRemoval;
        return epochs;
    }

    /// <summary>The epoch of <paramref name="tag"/>, lent, or <see langword="null"/> where it is unknown or no longer kept.</summary>
    public UserEpoch? Find(ulong tag)
    {
        for (var i = _epochs.Count - 1; i >= 0; i--)
        {
            if (_epochs[i].Tag == tag)
            {
                return _epochs[i];
            }
        }

        return null;
    }

    /// <summary>Whether the epoch of <paramref name="tag"/> was kept once: what its seeds made can never be derived here again.</summary>
    public bool HasDropped(ulong tag) => _dropped.Contains(tag);

    /// <summary>Makes <paramref name="epoch"/> the current one and clears the oldest that is one too many.</summary>
    /// <param name="epoch">The next epoch, owned from here on.</param>
    /// <param name="removesDevice">Whether the Commit that started it removed a device.</param>
    /// <exception cref="ArgumentException">The epoch is not newer than the current one.</exception>
    public void Add(UserEpoch epoch, bool removesDevice)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (!IsEmpty && epoch.Epoch <= Current.Epoch)
        {
            throw new ArgumentException($"user epoch {epoch.Epoch} after {Current.Epoch}", nameof(epoch));
        }

        _epochs.Add(epoch);
        if (removesDevice)
        {
            LastRemoval = epoch.Epoch;
        }

        if (_epochs.Count > _retention)
        {
            DropOldest();
        }
    }

    /// <summary>Clears every epoch before <paramref name="oldestNeeded"/>, the current one excepted.</summary>
    public void ForgetBefore(Epoch oldestNeeded)
    {
        while (_epochs.Count > 1 && _epochs[0].Epoch < oldestNeeded)
        {
            DropOldest();
        }
    }

    /// <summary>Writes everything, secrets too; for snapshots only.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt32((uint)_retention);
        writer.WriteUInt8(LastRemoval is null ? (byte)0 : (byte)1);
        LastRemoval?.Write(writer);
        writer.WriteUInt32((uint)_dropped.Count);
        _dropped.ForEach(writer.WriteUInt64);
        writer.WriteUInt32((uint)_epochs.Count);
        foreach (var epoch in _epochs)
        {
            epoch.Write(writer);
        }
    }

    /// <summary>Clears all epochs.</summary>
    public void Dispose()
    {
        foreach (var epoch in _epochs)
        {
            epoch.Dispose();
        }

        _epochs.Clear();
    }

    private void DropOldest()
    {
        _dropped.Add(_epochs[0].Tag);
        _epochs[0].Dispose();
        _epochs.RemoveAt(0);
        if (_dropped.Count > MaxDropped)
        {
            _dropped.RemoveAt(0);
        }
    }
}
