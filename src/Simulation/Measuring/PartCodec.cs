using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Simulation.Measuring;

/// <summary>Parts of a run's figures, as silos hand them to whoever puts them together: signed numbers, texts and flags in the project's one codec.</summary>
internal static class PartCodec
{
    /// <summary>Writes a number in eight octets, of whichever type it is.</summary>
    public static void WriteInt64(this TlsWriter writer, long number) => writer.WriteUInt64(unchecked((ulong)number));

    /// <summary>Writes a number in eight octets.</summary>
    public static void Put(this TlsWriter writer, long number) => writer.WriteInt64(number);

    /// <summary>Writes a number in eight octets.</summary>
    public static void Put(this TlsWriter writer, ulong number) => writer.WriteUInt64(number);

    /// <summary>Writes a number in four octets.</summary>
    public static void Put(this TlsWriter writer, int number) => writer.WriteUInt32(unchecked((uint)number));

    /// <summary>Writes a flag in one octet.</summary>
    public static void Put(this TlsWriter writer, bool flag) => writer.WriteUInt8(flag ? (byte)1 : (byte)0);

    /// <summary>Writes UTF-8 text.</summary>
    public static void Put(this TlsWriter writer, string text) => writer.WriteText(text);

    /// <summary>Reads eight octets.</summary>
    public static long ReadInt64(this ref TlsReader reader) => unchecked((long)reader.ReadUInt64());

    /// <summary>Reads four octets.</summary>
    public static int ReadInt32(this ref TlsReader reader) => unchecked((int)reader.ReadUInt32());
}
