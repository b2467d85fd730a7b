using System.Diagnostics;
using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>One user's log, interpreted as far as it has been read. Facts carry their times, so that readers at different times share them. Locks itself.</summary>
internal sealed class UserLog(string user)
{
    private readonly Lock _lock = new();
    private readonly List<DeviceFacts> _devices = [];
    private readonly Dictionary<SignaturePublicKey, KeyFacts> _keys = [];
    private readonly Dictionary<ulong, EpochFacts> _epochs = [];
    private long _readTo = long.MinValue;
    private readonly RecordSizes _sizes = new();
    private int _entries;

    /// <summary>Reads on up to <paramref name="now"/>.</summary>
    /// <returns>Entries among the new ones that say nothing valid.</returns>
    public int CatchUp(ICryptoProvider crypto, IDirectoryLog log, long now)
    {
        lock (_lock)
        {
            if (now <= _readTo)
            {
                return 0;
            }

            var ignored = 0;
            foreach (var entry in log.Read(user, now, _entries))
            {
                ignored += TryInterpret(crypto, entry) ? 0 : 1;
                _entries++;
            }

            _readTo = now;
            return ignored;
        }
    }

    /// <summary>Whether the key stands for the user at <paramref name="now"/>, or did at most <paramref name="grace"/> milliseconds ago; without any it ends the moment that it is
    /// revoked, which -1 says.</summary>
    public bool IsValid(SignaturePublicKey key, long now, long grace)
    {
        lock (_lock)
        {
            return Find(key, now) is { } facts && (facts.EndsAt is not { } end || now - end <= grace);
        }
    }

    /// <summary>Whether somebody who follows a group at <paramref name="now"/> lets the key in with what the group's service says that it has accepted at <paramref name="accepted"/>:
    /// the key had not ended then. What has come later than mail takes is not believed to be that old.</summary>
    public bool WasValid(SignaturePublicKey key, long now, long accepted, bool isLate)
    {
        lock (_lock)
        {
            return Find(key, now) is { } facts && (facts.EndsAt is not { } end || end > now || (accepted <= end && !isLate));
        }
    }

    /// <summary>Whether both keys are of one kind: of the same device, or of leaves.</summary>
    public bool AreOfOneKind(SignaturePublicKey one, SignaturePublicKey other, long now)
    {
        lock (_lock)
        {
            return Find(one, now) is { } first && Find(other, now) is { } second && ReferenceEquals(first.Device, second.Device);
        }
    }

    /// <summary>The device that signs with the key.</summary>
    public string? DeviceOf(SignaturePublicKey key, long now)
    {
        lock (_lock)
        {
            return Find(key, now)?.Device?.Name;
        }
    }

    /// <summary>The number of the user epoch that a leaf key is certified for.</summary>
    public ulong? EpochOf(SignaturePublicKey key, long now)
    {
        lock (_lock)
        {
            return Find(key, now)?.Epoch?.Number;
        }
    }

    /// <summary>The number of the first user epoch after the last removal up to <paramref name="now"/>; 0 for none.</summary>
    public ulong LastRemoval(long now)
    {
        lock (_lock)
        {
            return _devices.Where(device => device.RevokedAt <= now).Select(device => device.NextEpoch).DefaultIfEmpty().Max();
        }
    }

    /// <summary>The devices that are the user's at <paramref name="now"/>, in the order in which they came.</summary>
    public IReadOnlyList<string> ActiveDevices(long now)
    {
        lock (_lock)
        {
            return [.. _devices.Where(device => device.IsActive(now)).Select(device => device.Name)];
        }
    }

    /// <summary>The devices revoked up to <paramref name="now"/> and when, in the order in which they came.</summary>
    public IReadOnlyList<RevokedDevice> RevokedDevices(long now)
    {
        lock (_lock)
        {
            return [.. _devices.Where(device => device.RevokedAt <= now).Select(device => new RevokedDevice(device.Name, device.RevokedAt!.Value))];
        }
    }

    /// <summary>What a reader fetches at <paramref name="now"/> who has <paramref name="before"/> statements about devices: the others, and the certificate of a leaf's key.</summary>
    public (int Statements, FetchedRecords Fetched, FetchedRecords? Certificate) Records(SignaturePublicKey? key, long now, int before, SignaturePublicKey? reader)
    {
        lock (_lock)
        {
            var (statements, fetched) = _sizes.Statements(now, before, reader);
            return (statements, fetched, key is null ? null : _sizes.Certificate(key, now, reader));
        }
    }

    private KeyFacts? Find(SignaturePublicKey key, long now) => _keys.TryGetValue(key, out var facts) && facts.Since <= now ? facts : null;

    private bool TryInterpret(ICryptoProvider crypto, DirectoryLogEntry entry)
    {
        DirectoryRecord record;
        try
        {
            record = Tls.Decode<DirectoryRecord>(entry.Octets);
        }
        catch (MalformedException)
        {
            return false;
        }

        if (!MaySay(record, entry.At) || !record.IsSignatureValid(crypto, user) || !Apply(record.Statement, entry.At))
        {
            return false;
        }

        _sizes.Add(record, entry);
        return true;
    }

    /// <summary>A device that is active may say anything; where there has never been one, the first may introduce itself.</summary>
    private bool MaySay(DirectoryRecord record, long at) => _devices.Count == 0
        ? record.Statement is DirectoryStatement.DeviceKey first && first.Key == record.Signer
        : _keys.TryGetValue(record.Signer, out var signer) && signer.Device?.IsActive(at) == true;

    private bool Apply(DirectoryStatement statement, long at) => statement switch
    {
        DirectoryStatement.DeviceKey said => AddDeviceKey(said, at),
        DirectoryStatement.LeafKey said => AddLeafKey(said, at),
        DirectoryStatement.RevokeDevice said => Revoke(said, at),
        DirectoryStatement.SuspendDevice said => Suspend(said, at),
        _ => throw new UnreachableException(),
    };

    private bool AddDeviceKey(DirectoryStatement.DeviceKey said, long at)
    {
        var device = _devices.Find(known => known.Name == said.Device);
        if (device?.LeavesAt is not null || _keys.ContainsKey(said.Key))
        {
            return false;
        }

        if (device is null)
        {
            device = new DeviceFacts(said.Device, at, _entries);
            _devices.Add(device);
        }

        _keys.Add(said.Key, new KeyFacts(at, device, null));
        return true;
    }

    private bool AddLeafKey(DirectoryStatement.LeafKey said, long at)
    {
        if (_keys.ContainsKey(said.Key))
        {
            return false;
        }

        if (!_epochs.TryGetValue(said.EpochTag, out var epoch))
        {
            epoch = new EpochFacts(_entries, said.Epoch);
            _epochs.Add(said.EpochTag, epoch);
        }

        // A device that is revoked since took part in this epoch, too, where the epoch is older than the first without it.
        epoch.Number = Math.Min(epoch.Number, said.Epoch);
        if (_devices.Exists(device => device.RevokedAt is not null && epoch.Number < device.NextEpoch && device.FirstEntry < epoch.FirstEntry))
        {
            epoch.EndsAt ??= at;
        }

        _keys.Add(said.Key, new KeyFacts(at, null, epoch));
        return true;
    }

    private bool Revoke(DirectoryStatement.RevokeDevice said, long at)
    {
        if (_devices.Find(known => known.Name == said.Device) is not { } device || (device.RevokedAt is not null && said.NextEpoch <= device.NextEpoch))
        {
            return false;
        }

        var isFirst = device.RevokedAt is null;
        device.RevokedAt ??= at;
        device.NextEpoch = said.NextEpoch;
        foreach (var (tag, epoch) in _epochs)
        {
            // The device took part in every user epoch since it came, but for the one that it is left out of; an end once set is the earliest.
            // What has been certified since it was revoked first is by devices that stayed, whose numbers tell whether it was there still.
            if (tag != said.NextEpochTag && epoch.FirstEntry > device.FirstEntry && (isFirst || epoch.Number < said.NextEpoch))
            {
                epoch.EndsAt ??= at;
            }
        }

        return true;
    }

    /// <summary>A device that has not come yet will not come.</summary>
    private bool Suspend(DirectoryStatement.SuspendDevice said, long at)
    {
        var device = _devices.Find(known => known.Name == said.Device);
        if (device?.LeavesAt is not null)
        {
            return false;
        }

        if (device is null)
        {
            device = new DeviceFacts(said.Device, at, _entries);
            _devices.Add(device);
        }

        device.SuspendedAt = at;
        return true;
    }

    private sealed class DeviceFacts(string name, long since, int firstEntry)
    {
        public string Name { get; } = name;

        public int FirstEntry { get; } = firstEntry;

        public long? RevokedAt { get; set; }

        public long? SuspendedAt { get; set; }

        /// <summary>When it was suspended, or revoked where nobody had suspended it before.</summary>
        public long? LeavesAt => SuspendedAt ?? RevokedAt;

        /// <summary>Number of the first user epoch without the device, as far as known.</summary>
        public ulong NextEpoch { get; set; }

        public bool IsActive(long now) => since <= now && (LeavesAt is not { } leaves || leaves > now);
    }

    /// <summary>A user epoch whose leaf keys a device knows that has been revoked, and since when.</summary>
    private sealed class EpochFacts(int firstEntry, ulong number)
    {
        public int FirstEntry { get; } = firstEntry;

        /// <summary>The epoch's number: the lowest that anybody has said.</summary>
        public ulong Number { get; set; } = number;

        public long? EndsAt { get; set; }
    }

    private sealed record KeyFacts(long Since, DeviceFacts? Device, EpochFacts? Epoch)
    {
        public long? EndsAt => Device is not null ? Device.LeavesAt : Epoch?.EndsAt;
    }
}
