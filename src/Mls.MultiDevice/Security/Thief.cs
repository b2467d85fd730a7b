using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Security;

/// <summary>Has copied a device's state when the device was removed, hears what comes after, and lets the outside see what it tried and whether that opened.
/// Lives with the device, so that private keys stay where they are.</summary>
internal sealed class Thief : IDisposable
{
    private readonly Device _device;
    private readonly OpaqueSecret _state;
    private readonly Attacker _attacker;
    private readonly List<DeviceItem> _heard = [];
    private readonly Dictionary<(GroupName.Conversation Group, ulong Number), bool> _seen = [];

    private Thief(Device device, OpaqueSecret state)
    {
        _device = device;
        _state = state;
        _attacker = Attacker.Steal(device.Environment.Crypto, device.Environment.Run, device.Name, state.Expose());
    }

    /// <summary>Copies a device's state.</summary>
    public static Thief Rob(Device device)
    {
        using var writer = new TlsWriter();
        DeviceSnapshot.Write(writer, device);
        return new Thief(device, new OpaqueSecret(writer.Written));
    }

    /// <summary>Restores what <see cref="Write"/> wrote: the same state hears the same again.</summary>
    public static Thief Read(ref TlsReader reader, Device device)
    {
        var thief = new Thief(device, new OpaqueSecret(reader.ReadOpaqueSpan()));
        reader.VisitVector((ref TlsReader content) =>
        {
            thief.Take(DeviceItem.Read(ref content));
        });

        thief._attacker.Pursue();
        foreach (var (place, _) in thief._seen.Where(one => thief._attacker.Opened.ContainsKey(one.Key)).ToList())
        {
            thief._seen[place] = true;
        }

        return thief;
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteOpaque(_state.Expose());
        writer.WriteVector(_heard, item =>
        {
            item.Write(writer);
        });
    }

    /// <summary>Hears one item and tries everything again.</summary>
    public void Hear(Step step, DeviceItem item)
    {
        if (_heard.Count >= _device.Environment.Settings.Attack.Entries
            || item is not (DeviceItem.Entry or DeviceItem.Welcomed or DeviceItem.Created or DeviceItem.PublicState))
        {
            return;
        }

        var tried = Take(item);
        _attacker.Pursue();
        if (tried is { } first)
        {
            Tell(step, first);
        }

        foreach (var (place, _) in _seen.Where(one => !one.Value && _attacker.Opened.ContainsKey(one.Key)).ToList())
        {
            Tell(step, place);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _attacker.Dispose();
        _state.Dispose();
    }

    /// <returns>The message of a group that is to be tried for the first time.</returns>
    private (GroupName.Conversation Group, ulong Number)? Take(DeviceItem item)
    {
        _heard.Add(item);
        _attacker.Hear(item);
        return item is DeviceItem.Entry { Group: GroupName.Conversation group } entry && _attacker.EpochOf(group, entry.Number) is not null && _seen.TryAdd((group, entry.Number), false)
            ? (group, entry.Number)
            : null;
    }

    private void Tell(Step step, (GroupName.Conversation Group, ulong Number) place)
    {
        var isOpen = _attacker.Opened.ContainsKey(place);
        _seen[place] = isOpen;
        step.See(new DeviceFact.AttackTried(place.Group.Name, place.Number, _attacker.EpochOf(place.Group, place.Number)!.Value, isOpen));
    }
}
