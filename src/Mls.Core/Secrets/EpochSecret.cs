namespace Mls.Core.Secrets;

/// <summary><c>epoch_secret</c> (RFC 9420, section 8): the root of the secrets of an epoch.</summary>
public sealed class EpochSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<EpochSecret>
{
    /// <inheritdoc/>
    public static EpochSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
