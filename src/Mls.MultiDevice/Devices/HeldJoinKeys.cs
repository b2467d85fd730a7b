using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.Devices;

/// <summary>The keys behind published KeyPackages: used up by the first Welcome, and cleared once the KeyPackage has expired or has been withdrawn. Owns them.</summary>
/// <param name="clock">The device's clock.</param>
/// <param name="lifetime">Seconds for which a KeyPackage is valid from its making.</param>
internal sealed class HeldJoinKeys(VirtualClock clock, ulong lifetime) : IDisposable
{
    private readonly SortedDictionary<string, (JoinKeys Keys, ulong Until)> _held = new(StringComparer.Ordinal);

    /// <summary>KeyPackages whose keys are held.</summary>
    public int Count => _held.Count;

    /// <summary>Seconds for which a Welcome may be on its way: whoever used a KeyPackage in time is still followed.</summary>
    private const ulong InTransit = 600;

    /// <summary>Keeps the keys of a KeyPackage that is made now, for its lifetime.</summary>
    public void Keep(JoinKeys keys)
    {
        if (!_held.TryAdd(keys.Ref.ToString(), (keys, unchecked(Now + lifetime + InTransit))))
        {
            keys.Dispose();
        }
    }

    /// <summary>All KeyPackages made so far are withdrawn: nobody uses them any more, and only what is on its way still counts.</summary>
    public void Withdraw()
    {
        var until = Now + InTransit;
        foreach (var (name, (keys, before)) in _held.ToArray())
        {
            _held[name] = (keys, Math.Min(before, until));
        }
    }

    /// <summary>Clears the keys whose time is over.</summary>
    public void Expire()
    {
        var now = Now;
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
        var mark = writer.BeginVector();
        foreach (var (keys, until) in _held.Values)
        {
            writer.WriteUInt64(until);
            keys.Write(writer);
        }

        writer.EndVector(mark);
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        reader.VisitVector((ref TlsReader content) =>
        {
            var until = content.ReadUInt64();
            var keys = JoinKeys.Read(ref content);
            _held.Add(keys.Ref.ToString(), (keys, until));
        });
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

    private ulong Now => (ulong)clock.GetUtcNow().ToUnixTimeSeconds();
}
