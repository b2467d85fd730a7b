namespace Mls.Core.Secrets;

/// <summary>DeriveSecret(exporter_secret, Label), the intermediate value of MLS-Exporter (RFC 9420, section 8.5): exports everything under one label.</summary>
public sealed class ExporterRoot(ReadOnlySpan<byte> octets) : Secret(octets), INamedSecret<ExporterRoot>
{
    /// <inheritdoc/>
    public static ExporterRoot From(ReadOnlySpan<byte> octets) => new(octets);
}
