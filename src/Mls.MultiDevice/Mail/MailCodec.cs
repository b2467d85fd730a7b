using System.Text;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>Texts and lists in mails.</summary>
public static class MailCodec
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes UTF-8 text.</summary>
    public static void WriteText(this TlsWriter writer, string text) => writer.WriteOpaque(Strict.GetBytes(text));

    /// <summary>Reads UTF-8 text.</summary>
    public static string ReadText(this ref TlsReader reader)
    {
        try
        {
            return Strict.GetString(reader.ReadOpaqueSpan());
        }
        catch (DecoderFallbackException)
        {
            throw reader.Malformed("text that is not UTF-8");
        }
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(this TlsWriter writer, ValueList<string> texts)
    {
        writer.WriteVector(texts, text =>
        {
            writer.WriteText(text);
        });
    }

    /// <summary>Reads a list of texts.</summary>
    public static ValueList<string> ReadTexts(this ref TlsReader reader)
    {
        var texts = new List<string>();
        reader.VisitVector((ref TlsReader content) =>
        {
            texts.Add(content.ReadText());
        });

        return texts.ToValueList();
    }

    /// <summary>Writes a list of octet strings.</summary>
    public static void WriteOpaques(this TlsWriter writer, ValueList<OpaqueBytes> items)
    {
        writer.WriteVector(items, item =>
        {
            writer.WriteOpaque(item);
        });
    }

    /// <summary>Reads a list of octet strings.</summary>
    public static ValueList<OpaqueBytes> ReadOpaques(this ref TlsReader reader)
    {
        var items = new List<OpaqueBytes>();
        reader.VisitVector((ref TlsReader content) =>
        {
            items.Add(content.ReadOpaque());
        });

        return items.ToValueList();
    }

    /// <summary>Octets of all items together.</summary>
    public static int TotalLength(this ValueList<OpaqueBytes> items)
    {
        var total = 0;
        foreach (var item in items)
        {
            total += item.Length;
        }

        return total;
    }
}
