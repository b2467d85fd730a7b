using System.Diagnostics;
using System.Security.Cryptography;

namespace Mls.Core.Secrets;

/// <summary>Secret octets with one owner: pinned so that the collector leaves no copies, cleared on disposal, compared in fixed time, printed as a type name.</summary>
/// <remarks>Named secrets derive from this class (RFC 9420, section 8); a value that has been handed on is taken, never copied.</remarks>
[DebuggerDisplay("{GetType().Name,nq}")]
public class Secret : IDisposable
{
    private byte[]? _octets;

    /// <summary>Copies <paramref name="octets"/>; the caller clears its own.</summary>
    public Secret(ReadOnlySpan<byte> octets)
    {
        _octets = GC.AllocateUninitializedArray<byte>(octets.Length, pinned: true);
        octets.CopyTo(_octets);
    }

    /// <summary>Allocates <paramref name="length"/> octets and lets <paramref name="fill"/> write them in place.</summary>
    public Secret(int length, SpanFiller fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength);
        _octets = GC.AllocateArray<byte>(length, pinned: true);
        fill(_octets);
    }

    /// <summary>Writes secret octets into a span.</summary>
    public delegate void SpanFiller(Span<byte> target);

    /// <summary>Length in octets.</summary>
    public int Length => Octets.Length;

    /// <summary>Whether the secret has been cleared.</summary>
    public bool IsCleared => _octets is null;

    private byte[] Octets => _octets ?? throw new ObjectDisposedException(GetType().Name);

    /// <summary>Lends the octets. A test lists the files that may call this; to write a secret there is <see cref="SecretCodec.WriteSecret"/>, to keep one <see cref="CopyAs{T}"/>.</summary>
    public ReadOnlySpan<byte> Expose() => Octets;

    /// <summary>An independent copy with an owner of its own, as a secret of that name.</summary>
    public T CopyAs<T>()
        where T : Secret, INamedSecret<T> => T.From(Octets);

    /// <summary>Whether both hold the same octets; takes the same time whatever they are.</summary>
    public bool FixedTimeEquals(Secret other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CryptographicOperations.FixedTimeEquals(Octets, other.Octets);
    }

    /// <summary>The type's name: never a value.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Clears the octets.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Clears the octets.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_octets is { } octets)
        {
            CryptographicOperations.ZeroMemory(octets);
            _octets = null;
        }
    }
}
