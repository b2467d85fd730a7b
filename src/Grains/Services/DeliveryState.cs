using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Everything that the delivery service of a group holds.</summary>
/// <param name="kit">What the silo's services share.</param>
/// <param name="group">The group's name.</param>
internal sealed class DeliveryState(ServiceKit kit, string group)
{
    private const byte SnapshotVersion = 2;

    /// <summary>What the silo's services share.</summary>
    public ServiceKit Kit => Counted.Kit;

    /// <summary>The same, with an account of what is fetched from the directory.</summary>
    public CountedKit Counted { get; } = new(kit);

    /// <summary>The group's name.</summary>
    public string Group { get; } = group;

    /// <summary>The group; <see langword="null"/> where it does not exist yet.</summary>
    public DeliveryService? Service { get; set; }

    /// <summary>Who gets the group's entries.</summary>
    public Roster Roster { get; private set; } = new();

    /// <summary>GroupInfo requests not answered.</summary>
    public GroupInfoRequests Requests { get; private set; } = new();

    /// <summary>Mails that came before the group was there.</summary>
    public List<EarlyMail> Early { get; } = [];

    /// <summary>Mails refused because they break a rule.</summary>
    public ulong Refused { get; private set; }

    /// <summary>Reports that an accepted Commit cannot be processed.</summary>
    public ulong Unprocessable { get; set; }

    /// <summary>The state that made <paramref name="snapshot"/>.</summary>
    /// <exception cref="InvalidDataException">Not a snapshot of this version.</exception>
    public static DeliveryState Read(ServiceKit kit, ActorId actor, ReadOnlySpan<byte> snapshot)
    {
        try
        {
            var reader = new TlsReader(snapshot);
            var version = reader.ReadUInt8();
            if (version != SnapshotVersion)
            {
                throw new InvalidDataException($"snapshot of {actor}: version {version}, known is {SnapshotVersion}");
            }

            var state = new DeliveryState(kit, actor.Name) { Refused = reader.ReadUInt64(), Unprocessable = reader.ReadUInt64() };
            reader.VisitAll((ref TlsReader reader) =>
            {
                state.Early.Add(EarlyMail.Read(ref reader));
            });

            state.Roster = Roster.Read(ref reader);
            state.Requests = GroupInfoRequests.Read(ref reader);
            state.Service = reader.ReadPresence() ? DeliverySnapshot.Read(ref reader, kit) : null;
            state.Counted.Restore(ref reader);
            reader.ExpectEnd();
            return state;
        }
        catch (MalformedException malformed)
        {
            throw new InvalidDataException($"snapshot of {actor}: {malformed.Message}", malformed);
        }
    }

    /// <summary>The state as octets.</summary>
    public byte[] Write()
    {
        using var writer = new TlsWriter(4096);
        writer.WriteUInt8(SnapshotVersion);
        writer.WriteUInt64(Refused);
        writer.WriteUInt64(Unprocessable);
        writer.WriteAll(Early, mail => mail.Write(writer));
        Roster.Write(writer);
        Requests.Write(writer);
        writer.WriteFlag(Service is not null);
        if (Service is not null)
        {
            DeliverySnapshot.Write(writer, Service);
        }

        Counted.Write(writer);
        return writer.ToArray();
    }

    /// <summary>An honest device can be late: what it has to say is lost.</summary>
    public void GiveUp(Turn turn, string rule)
    {
        Refused++;
        turn.Observe(new Observation.OperationSkipped(rule));
    }

    /// <summary>Counts a mail that breaks a rule.</summary>
    public void Refuse(Turn turn, string rule)
    {
        Refused++;
        turn.Observe(new Observation.HostileRefused(rule));
    }

    /// <summary>Counts a mail that breaks a rule, and tells the device.</summary>
    public void RefuseTo(Turn turn, string device, string rule)
    {
        Refuse(turn, rule);
        turn.ToDevice(device, new DeviceItem.Refused(GroupName.Of(Group), Service?.Epoch ?? 0, rule));
    }
}
