namespace Mls.Core.Tests.Wire;

/// <summary>What is wrong with one piece of an encoding (RFC 9420, sections 2.1.1 and 2.1.2); everything around it is right.</summary>
internal abstract record Fault(Piece Target)
{
    /// <summary>The only length header that is allowed.</summary>
    public static byte[] ShortestHeader(int length) => length switch
    {
        < 1 << 6 => [(byte)length],
        < 1 << 14 => InTwo(length),
        _ => InFour(length),
    };

    /// <summary>Everything that can be wrong with the pieces of <paramref name="sample"/>.</summary>
    public static IEnumerable<Fault> All(Piece sample) => sample.All().SelectMany(piece => piece switch
    {
        Piece.Code code => code.Forbidden.Select(value => (Fault)new OtherCode(code, value)),
        Piece.Maybe maybe => [new OtherPresence(maybe, 2), new OtherPresence(maybe, 0x80), new OtherPresence(maybe, 0xff)],
        Piece.Vector vector => [.. Header.Wrong(vector), .. vector.HasItems ? [new CutContent(vector)] : Array.Empty<Fault>()],
        _ => [],
    });

    private static byte[] InTwo(int length) => [(byte)(0x40 | (length >> 8)), (byte)(length & 0xff)];

    private static byte[] InFour(int length) => [(byte)(0x80 | (length >> 24)), (byte)((length >> 16) & 0xff), (byte)((length >> 8) & 0xff), (byte)(length & 0xff)];

    /// <summary>A selecting number that selects nothing.</summary>
    public sealed record OtherCode(Piece.Code Code, int Value) : Fault(Code);

    /// <summary>A presence octet that is neither 0 nor 1.</summary>
    public sealed record OtherPresence(Piece.Maybe Maybe, byte Value) : Fault(Maybe);

    /// <summary>A list that ends one octet inside its last item.</summary>
    public sealed record CutContent(Piece.Vector List) : Fault(List);

    /// <summary>A list that is right but long: its items over and over until it has that many octets.</summary>
    public sealed record Repeated(Piece.Vector List, int Length) : Fault(List);

    /// <summary>A length header that is wrong by itself or announces what is not there.</summary>
    public sealed record Header(Piece.Vector Vector, string Kind, Func<int, byte[]> Of) : Fault(Vector)
    {
        /// <summary>Every wrong header.</summary>
        public static IEnumerable<Fault> Wrong(Piece.Vector vector) =>
        [
            new Header(vector, "two octets where fewer do", length => length < 1 << 6 ? InTwo(length) : InFour(length)),
            new Header(vector, "four octets where fewer do", length => length < 1 << 14 ? InFour(length) : [0xc0, .. InFour(length)]),
            new Header(vector, "prefix 3", length => [(byte)(0xc0 | Math.Min(length, 63))]),
            new Header(vector, "prefix 3 with eight octets", length => [0xc0, 0, 0, 0, .. InFour(length)[1..], 0]),
            new Header(vector, "2^30 - 1", _ => [0xbf, 0xff, 0xff, 0xff]),
        ];


        public override string ToString() => Kind;
    }
}
