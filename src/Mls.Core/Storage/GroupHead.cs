using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>The head of a stored group. It changes with every delta, so that records of different deltas do not pass for one state.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupHead(ushort Version, CipherSuite Suite, GroupId GroupId, Epoch Epoch, uint Count, UInt128 Digest) : ITlsStruct<GroupHead>
{
    /// <summary>The version of the format that is written. Older ones are read for ever.</summary>
    public const ushort Newest = 2;

    private const ushort Oldest = 1;

    private const int DigestLength = 16;

    public static GroupHead Read(ref TlsReader reader)
    {
        var version = reader.ReadUInt16();
        if (version is < Oldest or > Newest)
        {
            throw reader.Malformed($"stored group of version {version}, known are {Oldest} to {Newest}");
        }

        return new GroupHead(
            version,
            CipherSuite.Read(ref reader),
            GroupId.Read(ref reader),
            Epoch.Read(ref reader),
            reader.ReadUInt32(),
            BinaryPrimitives.ReadUInt128BigEndian(reader.ReadFixed(DigestLength)));
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt16(Version);
        Suite.Write(writer);
        GroupId.Write(writer);
        Epoch.Write(writer);
        writer.WriteUInt32(Count);
        Span<byte> digest = stackalloc byte[DigestLength];
        BinaryPrimitives.WriteUInt128BigEndian(digest, Digest);
        writer.WriteFixed(digest);
    }
}
