namespace Mls.Core.Secrets;

/// <summary><c>external_secret</c> (RFC 9420, section 8): gives the key pair of external joins.</summary>
public sealed class ExternalSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<ExternalSecret>
{
    /// <inheritdoc/>
    public static ExternalSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
