using System.Text;
using Mls.Core.Wire;

namespace Mls.MultiDevice;

/// <summary>Text on the wire: <c>opaque text&lt;V&gt;</c> in UTF-8.</summary>
internal static class WireText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text.</summary>
    /// <exception cref="MalformedException">The octets are not UTF-8.</exception>
    public static string ReadText(this ref TlsReader reader)
    {
        var octets = reader.ReadOpaqueSpan();
        try
        {
            return Strict.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            throw reader.Malformed("text that is not UTF-8");
        }
    }

    /// <summary>Writes a text.</summary>
    public static void WriteText(this TlsWriter writer, string text) => writer.WriteOpaque(Strict.GetBytes(text));
}
