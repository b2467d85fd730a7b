using System.Diagnostics;
using System.Runtime.InteropServices;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Obligations;

/// <summary>How many obligations have been settled, by how.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SettledCounts(long Accepted, long Superseded, long Cancelled) : ITlsStruct<SettledCounts>
{
    /// <inheritdoc/>
    public static SettledCounts Read(ref TlsReader reader) =>
        new((long)(reader.ReadUInt64() & long.MaxValue), (long)(reader.ReadUInt64() & long.MaxValue), (long)(reader.ReadUInt64() & long.MaxValue));

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt64((ulong)Accepted);
        writer.WriteUInt64((ulong)Superseded);
        writer.WriteUInt64((ulong)Cancelled);
    }

    internal SettledCounts Plus(ObligationState final, int count) => final switch
    {
        ObligationState.Accepted => this with { Accepted = Accepted + count },
        ObligationState.Superseded => this with { Superseded = Superseded + count },
        ObligationState.Cancelled => this with { Cancelled = Cancelled + count },
        _ => throw new UnreachableException(),
    };
}
