using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>The devices of one user with their mailboxes.</summary>
internal sealed class Siblings
{
    private readonly SortedDictionary<string, Sibling> _byName = new(StringComparer.Ordinal);
    private ulong _enrolled;

    /// <summary>All devices ever heard of, in the order of their names; those that are gone never come back under the same name.</summary>
    public IReadOnlyCollection<Sibling> All => _byName.Values;

    /// <summary>Devices that belong to the user, in the order of enrolment; those that are being removed included.</summary>
    public IEnumerable<Sibling> Active => _byName.Values.Where(device => device.IsActive).OrderBy(device => device.Order);

    /// <summary>The device, where it is known.</summary>
    public Sibling? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The device; it becomes known by its first mail.</summary>
    public Sibling Meet(string name)
    {
        if (!_byName.TryGetValue(name, out var device))
        {
            _byName[name] = device = new Sibling(name);
        }

        return device;
    }

    /// <summary>Gives the device its place in the order of enrolment.</summary>
    public Sibling Enroll(string name)
    {
        var device = Meet(name);
        if (device.Order == 0)
        {
            device.Order = ++_enrolled;
        }

        return device;
    }

    /// <summary>Delivers what waits for devices that are connected.</summary>
    public void Deliver(Turn turn)
    {
        foreach (var device in _byName.Values)
        {
            Deliver(turn, device);
        }
    }

    /// <summary>Puts an item into the mailbox of each of some devices.</summary>
    public static void Put(Turn turn, IEnumerable<Sibling> devices, DeviceItem item)
    {
        foreach (var device in devices)
        {
            device.Put(item, turn.Operation);
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(_enrolled);
        writer.WriteAll(_byName.Values, device => device.Write(writer));
    }

    public static Siblings Read(ref TlsReader reader)
    {
        var siblings = new Siblings { _enrolled = reader.ReadUInt64() };
        reader.VisitAll((ref TlsReader reader) =>
        {
            var device = Sibling.Read(ref reader);
            siblings._byName.Add(device.Name, device);
        });

        return siblings;
    }

    private static void Deliver(Turn turn, Sibling device)
    {
        var backlog = device.IsBack ? device.Waiting : 0;
        device.IsBack = false;
        if (!device.IsOnline || device.Waiting == 0)
        {
            return;
        }

        foreach (var (delivery, label, operation) in device.Empty())
        {
            turn.For(operation).Deliver(device.Name, delivery, label, backlog);
        }
    }
}
