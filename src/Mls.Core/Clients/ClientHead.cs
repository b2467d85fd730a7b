using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>The head of a stored client. It changes with every delta, so that records of different deltas do not pass for one state.</summary>
/// <param name="Suite">The client's suite.</param>
/// <param name="Count">How many other records there are.</param>
/// <param name="Digest">Their digests, joined by exclusive or.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClientHead(CipherSuite Suite, uint Count, UInt128 Digest) : ITlsStruct<ClientHead>
{
    /// <summary>The version of the format that is written. Older ones are read for ever.</summary>
    public const ushort Version = 1;

    private const int DigestLength = 16;

    public static ClientHead Read(ref TlsReader reader)
    {
        var version = reader.ReadUInt16();
        return version == Version
            ? new ClientHead(CipherSuite.Read(ref reader), reader.ReadUInt32(), BinaryPrimitives.ReadUInt128BigEndian(reader.ReadFixed(DigestLength)))
            : throw reader.Malformed($"stored client of version {version}, known is {Version}");
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt16(Version);
        Suite.Write(writer);
        writer.WriteUInt32(Count);
        Span<byte> digest = stackalloc byte[DigestLength];
        BinaryPrimitives.WriteUInt128BigEndian(digest, Digest);
        writer.WriteFixed(digest);
    }
}
