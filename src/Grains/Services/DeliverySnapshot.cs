using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>A <see cref="DeliveryService"/> to octets and back. Public state only.</summary>
internal static class DeliverySnapshot
{
    public static void Write(TlsWriter writer, DeliveryService service)
    {
        writer.WriteUInt64(service.Number);
        writer.WriteAll(service.Addresses.ToList(), seat =>
        {
            writer.WriteUInt32(seat.Key);
            writer.WriteText(seat.Value);
        });
        writer.WriteAll(service.Retained.Values, retained =>
        {
            GroupSnapshot.WritePublic(writer, retained.Group);
            writer.WriteUInt64(retained.Number);
            writer.WriteUInt64((ulong)retained.AcceptedAt);
            writer.WriteTexts(retained.Awaited.ToValueList());
        });
        writer.WriteOpaques(service.ProposalOctets.ToValueList());
    }

    public static DeliveryService Read(ref TlsReader reader, ServiceKit kit)
    {
        var number = reader.ReadUInt64();
        var addresses = new SortedDictionary<uint, string>();
        reader.VisitAll((ref TlsReader reader) =>
        {
            addresses.Add(reader.ReadUInt32(), reader.ReadText());
        });

        var retained = new SortedDictionary<ulong, RetainedEpoch>();
        reader.VisitAll((ref TlsReader reader) =>
        {
            var group = GroupSnapshot.ReadPublic(ref reader, kit.Crypto);
            var epoch = new RetainedEpoch(group.Sharing(kit.Crypto, kit.Trees.Share(group.GroupId, group.Tree)), reader.ReadUInt64(), (long)(reader.ReadUInt64() & long.MaxValue));
            epoch.Awaited.UnionWith(reader.ReadTexts());
            retained.Add(group.Epoch.Value, epoch);
        });

        if (retained.Count == 0)
        {
            throw reader.Malformed("a delivery service without an epoch");
        }

        var service = new DeliveryService(retained.Values.Last().Group, number, addresses, retained, [.. reader.ReadOpaques()]);
        service.RestoreProposals(kit);
        return service;
    }
}
