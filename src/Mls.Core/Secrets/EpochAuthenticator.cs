namespace Mls.Core.Secrets;

/// <summary><c>epoch_authenticator</c> (RFC 9420, sections 8 and 8.7): equal at all members of an epoch.</summary>
public sealed class EpochAuthenticator(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<EpochAuthenticator>
{
    /// <inheritdoc/>
    public static EpochAuthenticator From(ReadOnlySpan<byte> octets) => new(octets);
}
