namespace Mls.Core.Secrets;

/// <summary><c>resumption_psk</c> (RFC 9420, sections 8 and 8.6): proves that one was a member of an epoch.</summary>
public sealed class ResumptionPsk(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<ResumptionPsk>
{
    /// <inheritdoc/>
    public static ResumptionPsk From(ReadOnlySpan<byte> octets) => new(octets);
}
