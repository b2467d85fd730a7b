using Mls.Core.Crypto;
using Mls.Core.Secrets;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8.5: secrets of an epoch for use outside MLS. The caller owns every result.</summary>
public static class Exporter
{
    /// <summary>MLS-Exporter(label, context, length).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than 255 Nh or 65,535.</exception>
    public static Secret Export(ICryptoProvider crypto, ExporterSecret secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length)
    {
        using var root = DeriveExporterRoot(crypto, secret, label);
        return Export(crypto, root, context, length);
    }

    /// <summary>The first step of MLS-Exporter, for those who keep one label's root rather than exporter_secret.</summary>
    public static ExporterRoot DeriveExporterRoot(ICryptoProvider crypto, ExporterSecret secret, ReadOnlySpan<byte> label) =>
        crypto.DeriveSecret<ExporterRoot>(secret, label);

    /// <summary>The second step of MLS-Exporter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than 255 Nh or 65,535.</exception>
    public static Secret Export(ICryptoProvider crypto, ExporterRoot root, ReadOnlySpan<byte> context, int length)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        Span<byte> hash = stackalloc byte[crypto.HashLength];
        crypto.Hash(context, hash);
        return crypto.ExpandWithLabel(root, "exported"u8, hash, length);
    }
}
