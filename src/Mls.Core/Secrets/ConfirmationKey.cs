namespace Mls.Core.Secrets;

/// <summary><c>confirmation_key</c> (RFC 9420, sections 6.1 and 8).</summary>
public sealed class ConfirmationKey(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<ConfirmationKey>
{
    /// <inheritdoc/>
    public static ConfirmationKey From(ReadOnlySpan<byte> octets) => new(octets);
}
