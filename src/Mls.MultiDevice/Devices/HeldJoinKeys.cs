using Mls.Core.KeyPackages;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>The keys behind published KeyPackages: used up by the first Welcome, and cleared once the KeyPackage has long expired. Owns them.</summary>
internal sealed class HeldJoinKeys : IDisposable
{
    private readonly SortedDictionary<string, (JoinKeys Keys, ulong Until)> _held = new(StringComparer.Ordinal);

    /// <summary>KeyPackages whose keys are held.</summary>
    public int Count => _held.Count;

    /// <summary>Keeps the keys of a KeyPackage that is made now, for its lifetime and the time for which a Welcome may be late; those whose time is over are cleared.</summary>
    public void Keep(Device device, JoinKeys keys)
    {
        var now = (ulong)device.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (name, (expired, _)) in _held.Where(one => one.Value.Until < now).ToArray())
        {
            _held.Remove(name);
            expired.Dispose();
        }

        var settings = device.Environment.Settings;
        if (!_held.TryAdd(keys.Ref.ToString(), (keys, unchecked(now + settings.KeyPackageLifetimeSeconds + (settings.GraceMilliseconds / 1000)))))
        {
            keys.Dispose();
        }
    }

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
}
