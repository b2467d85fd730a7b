namespace Mls.Core.Secrets;

/// <summary><c>path_secret</c> (RFC 9420, section 7.4): from it come a node's key pair and the secret of the node above.</summary>
public sealed class PathSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<PathSecret>
{
    /// <inheritdoc/>
    public static PathSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
