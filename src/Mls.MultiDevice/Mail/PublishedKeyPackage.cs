using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>A KeyPackage in an account service's store.</summary>
/// <param name="Device">The device that published it.</param>
/// <param name="KeyPackage">The encoded KeyPackage (RFC 9420, section 10).</param>
/// <param name="Address">Delivery address of whoever joins with it: a user name, or a device name.</param>
public sealed record PublishedKeyPackage(string Device, OpaqueBytes KeyPackage, string Address) : ITlsStruct<PublishedKeyPackage>
{
    /// <inheritdoc/>
    public static PublishedKeyPackage Read(ref TlsReader reader) => new(reader.ReadText(), reader.ReadOpaque(), reader.ReadText());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteText(Device);
        writer.WriteOpaque(KeyPackage);
        writer.WriteText(Address);
    }
}
