using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8.4: psk_secret from the pre-shared keys of a Commit, in their order. Keys are lent.</summary>
public sealed class PskSecretBuilder : IDisposable
{
    private readonly ICryptoProvider _crypto;
    private readonly ushort _count;
    private ushort _added;
    private PskSecret? _secret;

    /// <summary>Starts with Nh zero octets; <paramref name="count"/> keys will follow.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or does not fit into 16 bits.</exception>
    public PskSecretBuilder(ICryptoProvider crypto, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ushort.MaxValue);
        _crypto = crypto;
        _count = (ushort)count;
        _secret = None(crypto);
    }

    /// <summary>psk_secret where there are no pre-shared keys: Nh zero octets.</summary>
    public static PskSecret None(ICryptoProvider crypto)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        return new PskSecret(stackalloc byte[crypto.HashLength]);
    }

    /// <summary>Mixes in the next key.</summary>
    /// <exception cref="InvalidOperationException">All keys have been added, or the secret built.</exception>
    public void Add(PreSharedKeyId id, Secret psk)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(psk);
        if (_secret is null || _added == _count)
        {
            throw new InvalidOperationException($"{_count} pre-shared keys were announced");
        }

        using var label = new TlsWriter();
        id.Write(label);
        label.WriteUInt16(_added);
        label.WriteUInt16(_count);
        using var first = new Scratch(stackalloc byte[64], _crypto.HashLength);
        using var second = new Scratch(stackalloc byte[64], _crypto.HashLength);
        Span<byte> zero = stackalloc byte[_crypto.HashLength];
        _crypto.Extract(zero, psk.Expose(), first.Span);
        LabeledCrypto.ExpandWithLabel(_crypto, first.Span, "derived psk"u8, label.Written, second.Span);
        _crypto.Extract(second.Span, _secret.Expose(), first.Span);
        _secret.Dispose();
        _secret = new PskSecret(first.Span);
        _added++;
    }

    /// <summary>Hands over psk_secret.</summary>
    /// <exception cref="InvalidOperationException">Keys are missing, or the secret was built before.</exception>
    public PskSecret Build()
    {
        if (_secret is null || _added != _count)
        {
            throw new InvalidOperationException($"{_added} of {_count} pre-shared keys were added");
        }

        var built = _secret;
        _secret = null;
        return built;
    }

    /// <summary>Clears what was not built.</summary>
    public void Dispose() => _secret?.Dispose();
}
