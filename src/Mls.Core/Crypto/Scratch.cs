using System.Buffers;
using System.Security.Cryptography;

namespace Mls.Core.Crypto;

/// <summary>Room for temporary octets, on the stack where they fit there and rented where they do not; cleared on disposal.</summary>
internal readonly ref struct Scratch
{
    /// <summary>Octets that callers reserve on the stack.</summary>
    public const int OnStack = 256;

    private readonly byte[]? _rented;

    /// <summary>Takes <paramref name="length"/> octets.</summary>
    public Scratch(Span<byte> stack, int length)
    {
        if (length > stack.Length)
        {
            _rented = ArrayPool<byte>.Shared.Rent(length);
            stack = _rented;
        }

        Span = stack[..length];
    }

    /// <summary>The octets; what they hold at first is undefined.</summary>
    public Span<byte> Span { get; }

    /// <summary>Clears the octets.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Span);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
