namespace Mls.Core.Secrets;

/// <summary><c>sender_data_secret</c> (RFC 9420, sections 6.3.2 and 8).</summary>
public sealed class SenderDataSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<SenderDataSecret>
{
    /// <inheritdoc/>
    public static SenderDataSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
