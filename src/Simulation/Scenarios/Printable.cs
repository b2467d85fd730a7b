using System.Globalization;
using System.Text;

namespace Simulation.Scenarios;

/// <summary>Text from outside as it may be shown: what has no shape, or is no text, is shown by its number.</summary>
public static class Printable
{
    /// <summary>One line that any terminal and any encoding takes.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text.ReplaceLineEndings(" ");
        while (!rest.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isText && !Rune.IsControl(rune))
            {
                line.Append(rest[..length]);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[0]:x4}");
            }

            rest = rest[length..];
        }

        return line.ToString();
    }

    /// <summary>Whether every character is one: text with half of a surrogate pair cannot be encoded.</summary>
    public static bool IsText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text;
        while (Rune.DecodeFromUtf16(rest, out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            rest = rest[length..];
        }

        return rest.IsEmpty;
    }
}
