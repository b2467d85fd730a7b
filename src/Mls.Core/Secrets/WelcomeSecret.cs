namespace Mls.Core.Secrets;

/// <summary><c>welcome_secret</c> (RFC 9420, section 8): protects the GroupInfo of a Welcome.</summary>
public sealed class WelcomeSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<WelcomeSecret>
{
    /// <inheritdoc/>
    public static WelcomeSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
