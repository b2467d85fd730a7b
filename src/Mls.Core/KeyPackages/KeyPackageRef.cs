using Mls.Core.Wire;

namespace Mls.Core.KeyPackages;

/// <summary>RFC 9420, section 5.2: the hash that names a KeyPackage.</summary>
public readonly record struct KeyPackageRef(OpaqueBytes Octets) : ITlsStruct<KeyPackageRef>
{
    /// <inheritdoc/>
    public static KeyPackageRef Read(ref TlsReader reader) => new(reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteOpaque(Octets);

    /// <summary>Hexadecimal.</summary>
    public override string ToString() => Octets.ToString();
}
