using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.Devices;

/// <summary>The keys behind published KeyPackages: used up by the first Welcome, and cleared once the KeyPackage has expired or has been withdrawn. Owns them.</summary>
internal sealed class HeldJoinKeys : IDisposable
{
    private readonly SortedDictionary<string, (JoinKeys Keys, ulong Until)> _held = new(StringComparer.Ordinal);

    /// <summary>KeyPackages whose keys are held.</summary>
    public int Count => _held.Count;

    /// <summary>Seconds for which a Welcome may be on its way: whoever used a KeyPackage in time is still followed.</summary>
    private const ulong InTransit = 600;

    /// <summary>Keeps the keys of a KeyPackage that is made now, for its lifetime.</summary>
    public void Keep(Device device, JoinKeys keys)
    {
        if (!_held.TryAdd(keys.Ref.ToString(), (keys, unchecked(Now(device) + device.Environment.Settings.KeyPackageLifetimeSeconds + InTransit))))
        {
            keys.Dispose();
        }
    }

    /// <summary>All KeyPackages made so far are withdrawn: nobody uses them any more, and only what is on its way still counts.</summary>
    public void Withdraw(Device device)
    {
        var until = Now(device) + InTransit;
        foreach (var (name, (keys, before)) in _held.ToArray())
        {
            _held[name] = (keys, Math.Min(before, until));
        }
    }

    /// <summary>Clears the keys whose time is over.</summary>
    public void Expire(Device device)
    {
        var now = Now(device);
        if (!_held.Values.Any(one => one.Until < now))
        {
            return;
        }

        foreach (var (name, (expired, until)) in _held.ToArray())
        {
            if (until < now)
            {
                _held.Remove(name);
                expired.Dispose();
            }
        }
    }

    /// <summary>Whether the keys behind one of these KeyPackages are held.</summary>
    public bool Holds(IEnumerable<KeyPackageRef> references) => references.Any(reference => _held.ContainsKey(reference.ToString()));

    /// <summary>The keys behind the first of these KeyPackages that the device has; they are used up.</summary>
    public JoinKeys? Take(IEnumerable<KeyPackageRef> references)
    {
        foreach (var reference in references)
        {
            if (_held.Remove(reference.ToString(), out var found))
            {
                return found.Keys;
            }
        }

        return null;
    }

    /// <summary>Copies of all keys, for a thief.</summary>
    public void Surrender(Loot loot)
    {
        foreach (var (keys, _) in _held.Values)
        {
            loot.Add(keys.Ref, keys.InitKey.Copy(), keys.EncryptionKey.Copy());
        }
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        foreach (var (keys, until) in _held.Values)
        {
            writer.WriteUInt64(until);
            keys.Write(writer);
        }
    }

    /// <summary>Takes over what a snapshot held, up to the end of the input.</summary>
    public void Restore(ref TlsReader reader)
    {
        while (!reader.AtEnd)
        {
            var until = reader.ReadUInt64();
            var keys = JoinKeys.Read(ref reader);
            _held.Add(keys.Ref.ToString(), (keys, until));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (keys, _) in _held.Values)
        {
            keys.Dispose();
        }

        _held.Clear();
    }

    private static ulong Now(Device device) => (ulong)device.Clock.GetUtcNow().ToUnixTimeSeconds();
}
