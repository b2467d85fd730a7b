using System.Buffers.Binary;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Keys of records: the tag, the epoch where there is one, then what tells records of one kind apart.</summary>
internal static class RecordKeys
{
    private const int EpochLength = sizeof(ulong);

    /// <summary>The head's key.</summary>
    public static OpaqueBytes Head { get; } = Of(RecordTag.Head);

    public static OpaqueBytes Of(RecordTag tag) => [(byte)tag];

    public static OpaqueBytes Of(RecordTag tag, uint number)
    {
        var key = new byte[1 + sizeof(uint)];
        key[0] = (byte)tag;
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(1), number);
        return OpaqueBytes.Own(key);
    }

    public static OpaqueBytes Of(RecordTag tag, ulong epoch) => Of(tag, epoch, []);

    public static OpaqueBytes Of(RecordTag tag, ulong epoch, ReadOnlySpan<byte> name)
    {
        var key = new byte[1 + EpochLength + name.Length];
        key[0] = (byte)tag;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), epoch);
        name.CopyTo(key.AsSpan(1 + EpochLength));
        return OpaqueBytes.Own(key);
    }

    public static OpaqueBytes Of(RecordTag tag, ulong epoch, uint number)
    {
        Span<byte> name = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(name, number);
        return Of(tag, epoch, name);
    }

    public static OpaqueBytes SkippedKey(ulong epoch, uint leaf, RatchetType type, uint generation)
    {
        Span<byte> name = stackalloc byte[(2 * sizeof(uint)) + 1];
        BinaryPrimitives.WriteUInt32BigEndian(name, leaf);
        name[sizeof(uint)] = (byte)type;
        BinaryPrimitives.WriteUInt32BigEndian(name[(sizeof(uint) + 1)..], generation);
        return Of(RecordTag.SkippedKey, epoch, name);
    }

    public static OpaqueBytes TreeNode(uint node, OpaqueBytes treeHash)
    {
        var key = new byte[1 + sizeof(uint) + treeHash.Length];
        key[0] = (byte)RecordTag.TreeNode;
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(1), node);
        treeHash.Span.CopyTo(key.AsSpan(1 + sizeof(uint)));
        return OpaqueBytes.Own(key);
    }

    public static RecordTag TagOf(OpaqueBytes key) => (RecordTag)key.Span[0];

    public static bool IsOfEpoch(OpaqueBytes key) => key.Length >= 1 + EpochLength && TagOf(key) <= RecordTag.SentData;

    public static ulong EpochOf(OpaqueBytes key) => BinaryPrimitives.ReadUInt64BigEndian(key.Span[1..]);
}
