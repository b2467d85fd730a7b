using System.Buffers.Binary;
using Mls.Core.Configuration;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Puts a secret tree together from its records, by way of its snapshot's form.</summary>
internal static class SecretTreeRecords
{
    private const int AfterEpoch = 1 + sizeof(ulong);

    public static SecretTree Read(RecordReader records, GroupServices services, ulong epoch, uint leafCount)
    {
        using var writer = new TlsWriter();
        writer.WriteUInt32(leafCount);
        writer.WriteVector(records.Keys(RecordTag.SecretNode, epoch), key =>
        {
            writer.WriteFixed(key.Span[AfterEpoch..]);
            writer.WriteFixed(records.Content(key));
        });
        var skipped = records.Keys(RecordTag.SkippedKey, epoch).ToLookup(Ratchet);
        writer.WriteVector(records.Keys(RecordTag.Ratchets, epoch), key =>
        {
            var leaf = BinaryPrimitives.ReadUInt32BigEndian(key.Span[AfterEpoch..]);
            writer.WriteUInt32(leaf);
            var reader = new TlsReader(records.Content(key));
            WriteRatchet(writer, ref reader, records, skipped[(leaf, RatchetType.Handshake)]);
            WriteRatchet(writer, ref reader, records, skipped[(leaf, RatchetType.Application)]);
            reader.ExpectEnd();
        });
        var octets = new TlsReader(writer.Written);
        var tree = SecretTree.Read(ref octets, services.Crypto, services.Limits.SecretTree);
        octets.ExpectEnd();
        return tree;
    }

    private static (uint Leaf, RatchetType Type) Ratchet(OpaqueBytes key) =>
        (BinaryPrimitives.ReadUInt32BigEndian(key.Span[AfterEpoch..]), (RatchetType)key.Span[AfterEpoch + sizeof(uint)]);

    private static void WriteRatchet(TlsWriter writer, ref TlsReader head, RecordReader records, IEnumerable<OpaqueBytes> skipped)
    {
        var start = head.Position;
        head.ReadUInt64();
        head.ReadOpaqueSpan();
        writer.WriteFixed(head.ReadSince(start));
        writer.WriteVector(skipped, key =>
        {
            writer.WriteFixed(key.Span[(AfterEpoch + sizeof(uint) + 1)..]);
            writer.WriteFixed(records.Content(key));
        });
    }
}
