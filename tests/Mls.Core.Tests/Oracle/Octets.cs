using System.Buffers.Binary;

namespace Mls.Core.Tests.Oracle;

/// <summary>The presentation language once more (RFC 9420, sections 2.1.1 and 2.1.2), for octets that the product has made.</summary>
internal static class Octets
{
    public static byte[] U8(int value) => [(byte)value];

    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)(value & 0xff)];

    public static byte[] U32(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }

    public static byte[] U64(ulong value)
    {
        var octets = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        return octets;
    }

    /// <summary><c>opaque x&lt;V&gt;</c>.</summary>
    public static byte[] Opaque(params byte[][] parts)
    {
        var content = Join(parts);
        return content.Length < 64 ? [(byte)content.Length, .. content]
            : content.Length < 16384 ? [(byte)(0x40 + (content.Length / 256)), (byte)(content.Length % 256), .. content]
            : [.. U32(0x80000000u + (uint)content.Length), .. content];
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    public static string Hex(byte[] octets) => Convert.ToHexStringLower(octets);
}
