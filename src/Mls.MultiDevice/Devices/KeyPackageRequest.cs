using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>KeyPackages that were asked for and have not come.</summary>
/// <param name="Number">The device's number of the request.</param>
/// <param name="User">Whose.</param>
public sealed record KeyPackageRequest(ulong Number, string User) : ITlsStruct<KeyPackageRequest>
{
    /// <inheritdoc/>
    public static KeyPackageRequest Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadText());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(Number);
        writer.WriteText(User);
    }
}
