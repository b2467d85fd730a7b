namespace Mls.Core.Secrets;

/// <summary><c>commit_secret</c> (RFC 9420, sections 7.4 and 8): what the path of a Commit gives, or Nh zero octets without a path.</summary>
public sealed class CommitSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<CommitSecret>
{
    /// <inheritdoc/>
    public static CommitSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
