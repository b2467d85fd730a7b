namespace Mls.Core.Secrets;

/// <summary><c>exporter_secret</c> (RFC 9420, section 8.5).</summary>
public sealed class ExporterSecret(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<ExporterSecret>
{
    /// <inheritdoc/>
    public static ExporterSecret From(ReadOnlySpan<byte> octets) => new(octets);
}
