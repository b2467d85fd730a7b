using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 12.4.3.1: the GroupSecrets of one joiner, sealed to its KeyPackage's init key.</summary>
public sealed record EncryptedGroupSecrets(KeyPackageRef NewMember, HpkeCiphertext Sealed) : ITlsStruct<EncryptedGroupSecrets>
{
    /// <inheritdoc/>
    public static EncryptedGroupSecrets Read(ref TlsReader reader) => new(KeyPackageRef.Read(ref reader), HpkeCiphertext.Read(ref reader));

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        NewMember.Write(writer);
        Sealed.Write(writer);
    }
}
