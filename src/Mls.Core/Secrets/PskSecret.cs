namespace Mls.Core.Secrets;

/// <summary><c>psk_secret</c> (RFC 9420, section 8.4): all pre-shared keys of an epoch in one; Nh zero octets where there are none.</summary>
public sealed class PskSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<PskSecret>
{
    /// <inheritdoc/>
    public static PskSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
