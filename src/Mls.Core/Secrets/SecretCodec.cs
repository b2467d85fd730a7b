using Mls.Core.Wire;

namespace Mls.Core.Secrets;

/// <summary>Secrets as octets. Whoever writes one says where it goes: an encoding that is encrypted, or a snapshot or record that its reader protects.</summary>
public static class SecretCodec
{
    /// <summary>Writes the octets as <c>opaque x&lt;V&gt;</c>; the writer clears its buffer when it is disposed of.</summary>
    public static void WriteSecret(this TlsWriter writer, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(secret);
        writer.WriteOpaque(secret.Expose());
    }
}
