namespace Simulation.Reporting;

/// <summary>Text that fits.</summary>
public static class Prose
{
    /// <summary>Lines of at most so many columns; those that go on are set in. A word that is longer than that stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var indent = "";
        while (text.Length > width - indent.Length)
        {
            int room = width - indent.Length;
            int end = text.LastIndexOf(' ', room, room + 1);
            end = end > 0 ? end : text.IndexOf(' ', room);
            if (end < 0)
            {
                break;
            }

            yield return indent + text[..end];
            text = text[(end + 1)..];
            indent = "  ";
        }

        yield return indent + text;
    }
}
