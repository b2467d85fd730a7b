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
        var nodes = writer.BeginVector();
        foreach (var key in records.Keys(RecordTag.SecretNode, epoch))
        {
            writer.WriteFixed(key.Span[AfterEpoch..]);
            writer.WriteFixed(records.Content(key));
        }

        writer.EndVector(nodes);
        var skipped = records.Keys(RecordTag.SkippedKey, epoch).ToLookup(Ratchet);
        var leaves = writer.BeginVector();
        foreach (var key in records.Keys(RecordTag.Ratchets, epoch))
        {
            var leaf = BinaryPrimitives.ReadUInt32BigEndian(key.Span[AfterEpoch..]);
            writer.WriteUInt32(leaf);
            var reader = new TlsReader(records.Content(key));
            WriteRatchet(writer, ref reader, records, skipped[(leaf, RatchetType.Handshake)]);
            WriteRatchet(writer, ref reader, records, skipped[(leaf, RatchetType.Application)]);
            reader.ExpectEnd();
        }

        writer.EndVector(leaves);
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
        var keys = writer.BeginVector();
        foreach (var key in skipped)
        {
            writer.WriteFixed(key.Span[(AfterEpoch + sizeof(uint) + 1)..]);
            writer.WriteFixed(records.Content(key));
        }

        writer.EndVector(keys);
    }
}
