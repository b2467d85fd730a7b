using System.Buffers.Binary;
using Mls.Core.Tests.Wire;

namespace Mls.Core.Tests.Fuzz;

/// <summary>Spoils encodings: bits, runs, integers at their bounds, vector lengths, parts of other inputs. A function of its seed.</summary>
internal sealed class Mutator(Chance chance)
{
    private const int Longest = 1 << 16;
    private static readonly ulong[] Bounds = [0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff, 0x3fff, 0x4000, 0x7fff, 0x8000, 0xffff, 0x3fff_ffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, ulong.MaxValue];

    /// <summary>One to four changes of <paramref name="input"/>.</summary>
    public byte[] Mutate(byte[] input, IReadOnlyList<byte[]> corpus)
    {
        var octets = input;
        for (var changes = 1 + chance.Below(4); changes > 0; changes--)
        {
            octets = Change(octets, corpus);
        }

        return octets.Length > Longest ? octets[..Longest] : octets;
    }

    private byte[] Change(byte[] octets, IReadOnlyList<byte[]> corpus)
    {
        if (octets.Length == 0)
        {
            return chance.Of(corpus);
        }

        var at = chance.Below(octets.Length);
        var run = 1 + chance.Below(Math.Min(32, octets.Length - at));
        switch (chance.Below(11))
        {
            case 0:
            case 1:
                return With(octets, at, [(byte)(octets[at] ^ (1 << chance.Below(8)))]);
            case 2:
                return With(octets, at, [(byte)chance.Below(256)]);
            case 3:
                return With(octets, at, Bound(1 << chance.Below(4)));
            case 4:
                return octets[..at];
            case 5:
                return [.. octets[..at], .. octets[(at + run)..]];
            case 6:
                return [.. octets[..at], .. Enumerable.Repeat(octets[at..(at + run)], 1 + chance.Below(chance.OneIn(8) ? 400 : 3)).SelectMany(one => one), .. octets[at..]];
            case 7:
                var other = chance.Of(corpus);
                var from = chance.Below(other.Length + 1);
                return chance.OneIn(2)
                    ? [.. octets[..at], .. other[from..]]
                    : [.. octets[..at], .. other[from..Math.Min(other.Length, from + 64)], .. octets[(at + run)..]];
            case 8:
                return Resize(octets, at);
            case 9:
                return Reform(octets, at);
            default:
                return [.. octets[..at], .. Enumerable.Range(0, run).Select(_ => (byte)chance.Below(256)), .. octets[at..]];
        }
    }

    /// <summary>Takes what stands at a place for a vector, and changes its length together with its content, or alone.</summary>
    private byte[] Resize(byte[] octets, int at)
    {
        var size = 1 << (octets[at] >> 6);
        if (size == 8 || at + size > octets.Length)
        {
            return With(octets, at, [0xbf, 0xff, 0xff, 0xff]);
        }

        var length = octets[at] & 0x3f;
        for (var i = 1; i < size; i++)
        {
            length = (length << 8) | octets[at + i];
        }

        var content = octets.AsSpan(at + size);
        if (length > content.Length)
        {
            return With(octets, at, Fault.ShortestHeader(chance.Below(content.Length + 1)));
        }

        var inside = content[..length].ToArray();
        var after = content[length..].ToArray();
        byte[] changed = chance.Below(5) switch
        {
            0 => [],
            1 => inside[..chance.Below(length + 1)],
            2 => [.. inside, .. inside],
            3 => [.. inside, (byte)chance.Below(256)],
            _ => [.. Enumerable.Repeat(inside, length == 0 ? 1 : Math.Min(200, Longest / 4 / length)).SelectMany(one => one)],
        };
        byte[] header = chance.OneIn(6) ? [0x80, 0, (byte)(changed.Length >> 8), (byte)(changed.Length & 0xff)] : Fault.ShortestHeader(changed.Length);
        return [.. octets[..at], .. header, .. changed, .. after];
    }

    /// <summary>Takes what stands at a place for a value in DER, and writes its length or its content in a form that BER knows and DER does not, or that is none.</summary>
    private byte[] Reform(byte[] octets, int at)
    {
        if (at + 2 > octets.Length)
        {
            return With(octets, at, [0x80]);
        }

        var tag = octets[at];
        var length = Math.Min(octets[at + 1] & 0x7f, octets.Length - at - 2);
        var inside = octets.AsSpan(at + 2, length).ToArray();
        byte[] changed = chance.Below(7) switch
        {
            0 => [tag, 0x80, .. inside, 0, 0],
            1 => [tag, 0x80, .. inside],
            2 => [tag, 0x81, (byte)length, .. inside],
            3 => [tag, 0x82, 0, (byte)length, .. inside],
            4 => [tag, 0x84, .. Bound(4), .. inside],
            5 => [tag, (byte)(length + 1), (byte)(chance.OneIn(2) ? 0x00 : 0xff), .. inside],
            _ => [(byte)(tag ^ (1 << chance.Below(8))), (byte)length, .. inside],
        };
        return [.. octets[..at], .. changed, .. octets[(at + 2 + length)..]];
    }

    private byte[] Bound(int size)
    {
        var octets = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(octets, chance.Of(Bounds));
        return octets[(8 - size)..];
    }

    private static byte[] With(byte[] octets, int at, byte[] put)
    {
        var copy = octets.ToArray();
        put.AsSpan(0, Math.Min(put.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }
}
