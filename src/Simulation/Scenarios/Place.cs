namespace Simulation.Scenarios;

/// <summary>A place in a text, as editors count.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">Characters from 1.</param>
internal readonly record struct Place(int Line, int Column)
{
    /// <summary>The place of an octet in UTF-8.</summary>
    public static Place Of(ReadOnlySpan<byte> text, int offset)
    {
        ReadOnlySpan<byte> before = text[..offset];
        int line = before.Count((byte)'\n') + 1;
        int column = 1;
        foreach (var octet in before[(before.LastIndexOf((byte)'\n') + 1)..])
        {
            column += (octet & 0xC0) == 0x80 ? 0 : 1;
        }

        return new Place(line, column);
    }

    /// <summary>As compilers write it, so that editors jump there.</summary>
    public override string ToString() => FormattableString.Invariant($"{Line}:{Column}");
}
