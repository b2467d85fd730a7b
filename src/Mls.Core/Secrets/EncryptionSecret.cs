namespace Mls.Core.Secrets;

/// <summary><c>encryption_secret</c> (RFC 9420, sections 8 and 9): the root of the secret tree.</summary>
public sealed class EncryptionSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<EncryptionSecret>
{
    /// <inheritdoc/>
    public static EncryptionSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
