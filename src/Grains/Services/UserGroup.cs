using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>The user group as its account service knows it: public state, the names of its epochs, and devices that are not in all groups yet.</summary>
/// <param name="service">Its delivery service; each device's address is its name.</param>
internal sealed class UserGroup(DeliveryService service)
{
    private readonly SortedDictionary<ulong, ulong> _epochs = [];
    private readonly SortedDictionary<string, ulong> _handedOut = new(StringComparer.Ordinal);

    /// <summary>Its delivery service.</summary>
    public DeliveryService Service { get; } = service;

    /// <summary>The present epoch.</summary>
    public ulong Epoch => Service.Epoch;

    /// <summary>The epoch that the last removal of a device began; 0 for none.</summary>
    public ulong LastRemoval { get; set; }

    /// <summary>Devices that are to be let into the groups, and who added them.</summary>
    public SortedDictionary<string, string> Newcomers { get; } = new(StringComparer.Ordinal);

    /// <summary>A device reports the tag of an epoch; the first word counts.</summary>
    public void Name(ulong tag, ulong epoch)
    {
        if (epoch <= Epoch)
        {
            _epochs.TryAdd(tag, epoch);
        }
    }

    /// <summary>The epoch of a tag; <see langword="null"/> where nobody has reported it.</summary>
    public ulong? EpochOf(ulong tag) => _epochs.TryGetValue(tag, out var epoch) ? epoch : null;

    /// <summary>A KeyPackage has been handed out: its tag tells what the user's leaf will stand for.</summary>
    public void HandOut(string reference, ulong tag) => _handedOut[reference] = tag;

    /// <summary>Somebody has used a KeyPackage: its tag, where it was handed out here.</summary>
    public ulong? UseUp(string reference) => _handedOut.Remove(reference, out var tag) ? tag : null;

    /// <summary>A device's leaf.</summary>
    public uint? LeafOf(string device)
    {
        foreach (var (leaf, address) in Service.Addresses)
        {
            if (address == device)
            {
                return leaf;
            }
        }

        return null;
    }

    public void Write(TlsWriter writer)
    {
        DeliverySnapshot.Write(writer, Service);
        writer.WriteUInt64(LastRemoval);
        writer.WriteAll(_epochs, epoch =>
        {
            writer.WriteUInt64(epoch.Key);
            writer.WriteUInt64(epoch.Value);
        });
        writer.WriteAll(_handedOut, package =>
        {
            writer.WriteText(package.Key);
            writer.WriteUInt64(package.Value);
        });
        writer.WriteAll(Newcomers, newcomer =>
        {
            writer.WriteText(newcomer.Key);
            writer.WriteText(newcomer.Value);
        });
    }

    public static UserGroup Read(ref TlsReader reader, ServiceKit kit)
    {
        var group = new UserGroup(DeliverySnapshot.Read(ref reader, kit)) { LastRemoval = reader.ReadUInt64() };
        reader.VisitAll((ref TlsReader reader) =>
        {
            group._epochs.Add(reader.ReadUInt64(), reader.ReadUInt64());
        });

        reader.VisitAll((ref TlsReader reader) =>
        {
            group._handedOut.Add(reader.ReadText(), reader.ReadUInt64());
        });

        reader.VisitAll((ref TlsReader reader) =>
        {
            group.Newcomers.Add(reader.ReadText(), reader.ReadText());
        });

        return group;
    }
}
