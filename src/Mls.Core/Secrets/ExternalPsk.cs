namespace Mls.Core.Secrets;

/// <summary>The value of an external pre-shared key (RFC 9420, section 8.4), of any length.</summary>
public sealed class ExternalPsk(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<ExternalPsk>
{
    /// <inheritdoc/>
    public static ExternalPsk From(ReadOnlySpan<byte> octets) => new(octets);
}
