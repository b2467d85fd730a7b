namespace Mls.Core.Secrets;

/// <summary><c>membership_key</c> (RFC 9420, sections 6.2 and 8).</summary>
public sealed class MembershipKey(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<MembershipKey>
{
    /// <inheritdoc/>
    public static MembershipKey From(ReadOnlySpan<byte> octets) => new(octets);
}
