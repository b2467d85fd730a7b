using System.Runtime.InteropServices;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>A number of messages and a fingerprint of which ones, order aside.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageTally(long Count, ulong Fingerprint)
{
    public static MessageTally Of(long message) => new(1, Mixing.Number((ulong)message));

    public MessageTally Plus(MessageTally other) => new(Count + other.Count, unchecked(Fingerprint + other.Fingerprint));

    public MessageTally Minus(MessageTally other) => new(Count - other.Count, unchecked(Fingerprint - other.Fingerprint));

    public static MessageTally Read(ref TlsReader reader) => new(reader.ReadInt64(), reader.ReadUInt64());

    public void Write(TlsWriter writer)
    {
        writer.Put(Count);
        writer.Put(Fingerprint);
    }
}
