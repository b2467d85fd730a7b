using System.Net;
using System.Text;

namespace Simulation.Reporting.Html;

/// <summary>Writes HTML and SVG. Every text and every attribute's value is escaped here, and nowhere else.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _text = new();

    /// <summary>What has been written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Begins an element.</summary>
    public HtmlBuilder Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
        }

        _text.Append('>');
        return this;
    }

    /// <summary>Ends an element.</summary>
    public HtmlBuilder Close(string tag)
    {
        _text.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>Text that is shown as it is.</summary>
    public HtmlBuilder Text(string text)
    {
        _text.Append(Escape(text));
        return this;
    }

    /// <summary>An element that holds a text and nothing else.</summary>
    public HtmlBuilder Element(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes) => Open(tag, attributes).Text(text).Close(tag);

    /// <summary>A part that another builder has written.</summary>
    public HtmlBuilder Append(HtmlBuilder part)
    {
        _text.Append(part._text);
        return this;
    }

    /// <summary>A constant of this program.</summary>
    public HtmlBuilder Constant(string html)
    {
        _text.Append(html);
        return this;
    }

    /// <summary>Control characters have no place in HTML: what a name hides in them is shown as a question mark.</summary>
    private static string Escape(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.Select(letter => char.IsControl(letter) && letter is not ('\n' or '\t') ? '?' : letter)));
}
