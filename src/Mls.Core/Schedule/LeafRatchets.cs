using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 9: the two ratchets of a leaf.</summary>
internal sealed class LeafRatchets : IDisposable
{
    private readonly HashRatchet _handshake;
    private readonly HashRatchet _application;

    private LeafRatchets(HashRatchet handshake, HashRatchet application)
    {
        _handshake = handshake;
        _application = application;
    }

    /// <summary>One of the two.</summary>
    public HashRatchet this[RatchetType type] => type == RatchetType.Handshake ? _handshake : _application;

    /// <summary>Both, from the octets of the leaf's tree_node secret.</summary>
    public static LeafRatchets Derive(ICryptoProvider crypto, ReadOnlySpan<byte> leafSecret)
    {
        using var secret = new Scratch(stackalloc byte[64], crypto.HashLength);
        LabeledCrypto.ExpandWithLabel(crypto, leafSecret, "handshake"u8, [], secret.Span);
        var handshake = new HashRatchet(secret.Span);
        LabeledCrypto.ExpandWithLabel(crypto, leafSecret, "application"u8, [], secret.Span);
        return new LeafRatchets(handshake, new HashRatchet(secret.Span));
    }

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static LeafRatchets Read(ref TlsReader reader, ICryptoProvider crypto) =>
        new(HashRatchet.Read(ref reader, crypto), HashRatchet.Read(ref reader, crypto));

    /// <summary>Appends a snapshot.</summary>
    public void Write(TlsWriter writer)
    {
        _handshake.Write(writer);
        _application.Write(writer);
    }

    /// <summary>Clears both.</summary>
    public void Dispose()
    {
        _handshake.Dispose();
        _application.Dispose();
    }
}
