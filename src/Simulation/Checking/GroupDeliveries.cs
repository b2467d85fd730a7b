using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>What is known of the deliveries of one group.</summary>
internal sealed class GroupDeliveries
{
    public AcceptedMessages Accepted { get; } = new();

    /// <summary>By sender: what it need not open because it sent it.</summary>
    public Dictionary<string, AcceptedMessages> SentBy { get; } = [];

    /// <summary>By device: its stays, in their order.</summary>
    public Dictionary<string, List<Membership>> Stays { get; } = [];

    /// <summary>Users and devices that were removed, with the first epoch without them.</summary>
    public HashSet<(string Name, long Epoch)> Removals { get; } = [];

    /// <summary>By device: why it could not open a message.</summary>
    public Dictionary<string, string> Failures { get; } = [];

    public AcceptedMessages Sent(string device)
    {
        if (!SentBy.TryGetValue(device, out AcceptedMessages? sent))
        {
            SentBy[device] = sent = new AcceptedMessages();
        }

        return sent;
    }

    public List<Membership> StaysOf(string device)
    {
        if (!Stays.TryGetValue(device, out List<Membership>? stays))
        {
            Stays[device] = stays = [];
        }

        return stays;
    }

    /// <summary>Whether a device, by itself or with its user, was removed by the Commit that began an epoch.</summary>
    public bool WasRemoved(string device, long epoch) =>
        Removals.Contains((device, epoch)) || Removals.Contains((device[..Math.Max(0, device.IndexOf('/', StringComparison.Ordinal))], epoch));

    public void Write(TlsWriter writer)
    {
        Accepted.Write(writer);
        writer.Put(SentBy.Count);
        foreach (var (device, sent) in SentBy)
        {
            writer.Put(device);
            sent.Write(writer);
        }

        writer.Put(Stays.Count);
        foreach (var (device, stays) in Stays)
        {
            writer.Put(device);
            writer.Put(stays.Count);
            stays.ForEach(stay => stay.Write(writer));
        }

        writer.Put(Removals.Count);
        foreach (var (name, epoch) in Removals)
        {
            writer.Put(name);
            writer.Put(epoch);
        }

        writer.Put(Failures.Count);
        foreach (var (device, reason) in Failures)
        {
            writer.Put(device);
            writer.Put(reason);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        Accepted.Absorb(ref reader);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Sent(reader.ReadText()).Absorb(ref reader);
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            List<Membership> stays = StaysOf(reader.ReadText());
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                stays.Add(Membership.Read(ref reader));
            }
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Removals.Add((reader.ReadText(), reader.ReadInt64()));
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Failures.TryAdd(reader.ReadText(), reader.ReadText());
        }
    }
}
