using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>What snapshots of services have in common.</summary>
internal static class Codec
{
    public static void WriteFlag(this TlsWriter writer, bool flag) => writer.WriteUInt8(flag ? (byte)1 : (byte)0);

    public static void WriteOperation(this TlsWriter writer, Operation operation)
    {
        writer.WriteUInt64((ulong)operation.Id);
        writer.WriteText(operation.Name);
        writer.WriteUInt8((byte)operation.Phase);
    }

    public static Operation ReadOperation(this ref TlsReader reader) =>
        new(unchecked((long)reader.ReadUInt64()), reader.ReadText(), (Phase)reader.ReadUInt8());
}
