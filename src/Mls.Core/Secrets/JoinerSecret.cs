namespace Mls.Core.Secrets;

/// <summary><c>joiner_secret</c> (RFC 9420, section 8): what a Welcome carries.</summary>
public sealed class JoinerSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<JoinerSecret>
{
    /// <inheritdoc/>
    public static JoinerSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
