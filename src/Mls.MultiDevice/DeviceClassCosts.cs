using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice;

/// <summary>Microseconds of virtual time that each operation takes on a device of one class. Zero is allowed.</summary>
/// <param name="Name">The class, such as "phone".</param>
/// <param name="Sign">One signature.</param>
/// <param name="Verify">One verification.</param>
/// <param name="Seal">One HPKE encapsulation and seal.</param>
/// <param name="Open">One HPKE decapsulation and open.</param>
/// <param name="DeriveKeyPair">One derivation of a KEM key pair.</param>
/// <param name="Aead">One AEAD seal or open.</param>
/// <param name="Hash">One hash, MAC or KDF call.</param>
public sealed record DeviceClassCosts(string Name, uint Sign, uint Verify, uint Seal, uint Open, uint DeriveKeyPair, uint Aead, uint Hash) : ITlsStruct<DeviceClassCosts>
{
    /// <inheritdoc/>
    public static DeviceClassCosts Read(ref TlsReader reader) => new(
        reader.ReadText(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteText(Name);
        writer.WriteUInt32(Sign);
        writer.WriteUInt32(Verify);
        writer.WriteUInt32(Seal);
        writer.WriteUInt32(Open);
        writer.WriteUInt32(DeriveKeyPair);
        writer.WriteUInt32(Aead);
        writer.WriteUInt32(Hash);
    }
}
