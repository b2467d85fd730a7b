using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>The user-level operation that something is done for.</summary>
/// <param name="Id">Its number in the trace; 0 for none.</param>
/// <param name="Name">Its name, such as add-device.</param>
/// <param name="IsMeasured">Whether it belongs to the measured phase.</param>
public sealed record Cause(long Id, string Name, bool IsMeasured) : ITlsStruct<Cause>
{
    /// <summary>No operation.</summary>
    public static Cause None { get; } = new(0, "none", IsMeasured: false);

    /// <inheritdoc/>
    public static Cause Read(ref TlsReader reader) => new((long)reader.ReadUInt64(), reader.ReadText(), reader.ReadPresence());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64((ulong)Id);
        writer.WriteText(Name);
        writer.WriteUInt8(IsMeasured ? (byte)1 : (byte)0);
    }
}
