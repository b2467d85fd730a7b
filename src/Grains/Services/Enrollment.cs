using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>How a device asked to come in.</summary>
/// <param name="Sponsor">The sibling that is to bring it in.</param>
/// <param name="SignatureKey">Its own signature key.</param>
/// <param name="KeyPackage">Its KeyPackage for the user group; empty where there is none.</param>
/// <param name="Told">Siblings that have been told.</param>
internal sealed record Enrollment(string Sponsor, OpaqueBytes SignatureKey, OpaqueBytes KeyPackage, ValueList<string> Told) : ITlsStruct<Enrollment>
{
    /// <inheritdoc/>
    public static Enrollment Read(ref TlsReader reader) => new(reader.ReadText(), reader.ReadOpaque(), reader.ReadOpaque(), reader.ReadTexts());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteText(Sponsor);
        writer.WriteOpaque(SignatureKey);
        writer.WriteOpaque(KeyPackage);
        writer.WriteTexts(Told);
    }
}
