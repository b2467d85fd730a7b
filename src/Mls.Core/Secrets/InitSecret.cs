namespace Mls.Core.Secrets;

/// <summary><c>init_secret</c> (RFC 9420, section 8): carries one epoch into the next.</summary>
public sealed class InitSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<InitSecret>
{
    /// <inheritdoc/>
    public static InitSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
