namespace Mls.Core.Tests.Wire;

/// <summary>A form of the TLS presentation language, as a few samples that between them show every variant.</summary>
internal sealed class Form
{
    private const int MostTogether = 4;
    private static readonly int[] OpaqueLengths = [3, 0, 70];

    private Form(IEnumerable<Piece> samples) => Samples = [.. samples];

    /// <summary>The samples.</summary>
    public IReadOnlyList<Piece> Samples { get; }

    /// <summary><c>uint8</c> to <c>uint64</c>, or octets of a fixed number: nothing, everything, and something.</summary>
    public static Form Number(int size) => new([
        new Piece.Raw([.. Enumerable.Range(1, size).Select(octet => (byte)octet)]),
        new Piece.Raw(new byte[size]),
        new Piece.Raw([.. Enumerable.Repeat((byte)0xff, size)]),
    ]);

    /// <summary><c>opaque x&lt;V&gt;</c>: a few octets, none, and so many that the length takes two.</summary>
    public static Form Opaque() => new(OpaqueLengths.Select(length => new Piece.Vector(isList: false, new Piece.Raw(Pattern(length)))));

    /// <summary><c>T x&lt;V&gt;</c>: one item, none, several.</summary>
    public static Form List(Form item) => new([
        new Piece.Vector(isList: true, item.Samples[0]),
        new Piece.Vector(isList: true),
        new Piece.Vector(isList: true, [.. item.Samples.Take(MostTogether)]),
        .. item.Samples.Skip(MostTogether).Chunk(MostTogether).Select(some => new Piece.Vector(isList: true, some)),
    ]);

    /// <summary><c>optional&lt;T&gt;</c>.</summary>
    public static Form Maybe(Form inside) => new([.. inside.Samples.Select(sample => new Piece.Maybe(sample)), new Piece.Maybe(null)]);

    /// <summary>Fields one after the other; every sample of every field occurs.</summary>
    public static Form Struct(params Form[] fields) => new(Enumerable.Range(0, fields.Max(field => field.Samples.Count))
        .Select(i => new Piece.Sequence([.. fields.Select(field => field.Samples[i % field.Samples.Count])])));

    /// <summary>Any of several forms.</summary>
    public static Form OneOf(params Form[] forms) => new(forms.SelectMany(form => form.Samples));

    /// <summary>Some of the samples, evenly chosen: for a form that has a row of its own.</summary>
    public Form Few(int count = 5) => Samples.Count <= count ? this : new(Enumerable.Range(0, count).Select(i => Samples[i * (Samples.Count - 1) / (count - 1)]));

    /// <summary>A number with a choice of values.</summary>
    public static Form Code(int size, int value, params int[] allowed) => new([new Piece.Code(size, value, allowed)]);

    /// <summary>A fixed sample.</summary>
    public static Form Sample(Piece sample) => new([sample]);

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(0xa0 + (i % 16)))];
}
