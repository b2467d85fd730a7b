using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>A device that a Commit of the user group removes, and what the directory is to say of it.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Suspension">Signed: the device is to go. It counts as soon as the account service has read it, whatever becomes of the Commit.</param>
/// <param name="Revocation">Signed: the device is gone. It counts once the Commit has been accepted.</param>
public sealed record RemovalOrder(string Device, OpaqueBytes Suspension, OpaqueBytes Revocation) : ITlsStruct<RemovalOrder>
{
    /// <inheritdoc/>
    public static RemovalOrder Read(ref TlsReader reader) => new(reader.ReadText(), reader.ReadOpaque(), reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteText(Device);
        writer.WriteOpaque(Suspension);
        writer.WriteOpaque(Revocation);
    }
}
