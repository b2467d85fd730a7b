using System.Text;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>The 16 octets that stand for a user in basic credentials: the name in UTF-8, filled up with zero octets, so that either gives the other.</summary>
public static class UserId
{
    /// <summary>Octets of an id, and the longest name.</summary>
    public const int Length = 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The id of a user.</summary>
    /// <exception cref="ArgumentException">The name is empty, longer than 16 octets, or holds a zero.</exception>
    public static OpaqueBytes Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var count = Strict.GetByteCount(name);
        if (count > Length || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"a user's name of {count} octets; it has at most {Length} and no zero", nameof(name));
        }

        Span<byte> id = stackalloc byte[Length];
        Strict.GetBytes(name, id);
        return new OpaqueBytes(id);
    }

    /// <summary>The name behind an id, or <see langword="null"/> where the octets are no id.</summary>
    public static string? Name(OpaqueBytes id)
    {
        if (id.Length != Length)
        {
            return null;
        }

        var text = id.Span.TrimEnd((byte)0);
        if (text.IsEmpty || text.Contains((byte)0))
        {
            return null;
        }

        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
