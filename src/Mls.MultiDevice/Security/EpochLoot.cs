using System.Buffers.Binary;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Security;

/// <summary>What an attacker knows of one epoch of one group. Owns it, and consumes no message key.</summary>
internal sealed class EpochLoot : IDisposable
{
    private static readonly SecretTreeLimits Unlimited = new() { MaxForward = 100_000 };

    private readonly List<SecretTree> _trees = [];
    private readonly List<EpochLoot> _before = [];

    private EpochLoot(EpochSecrets secrets, bool isWhole)
    {
        Secrets = secrets;
        IsWhole = isWhole;
    }

    /// <summary>The epoch's secrets, lent.</summary>
    public EpochSecrets Secrets { get; }

    /// <summary>Whether the encryption secret is there, from which every message key derives; a stolen state has what its device had not used yet.</summary>
    public bool IsWhole { get; }

    /// <summary>From a stolen state: the epoch's secrets and what its device had left of the message keys.</summary>
    public static EpochLoot Stolen(EpochSecrets secrets, SecretTree messages)
    {
        var loot = new EpochLoot(secrets, isWhole: false);
        loot._trees.Add(messages);
        return loot;
    }

    /// <summary>From the epoch secret, or the joiner secret.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="secrets">The epoch's secrets, owned from here on.</param>
    /// <param name="leafCount">Leaves of the epoch's tree; <see langword="null"/> where the tree has not been seen: then each size is tried.</param>
    public static EpochLoot Derived(ICryptoProvider crypto, EpochSecrets secrets, uint? leafCount)
    {
        var loot = new EpochLoot(secrets, isWhole: true);
        foreach (var count in leafCount is { } known ? [known] : Enumerable.Range(0, 11).Select(bits => 1u << bits))
        {
            loot._trees.Add(new SecretTree(crypto, EncryptionSecret.From(secrets.Encryption.Expose()), count, Unlimited));
        }

        return loot;
    }

    /// <summary>Takes over what was known before.</summary>
    public void Inherit(EpochLoot before) => _before.Add(before);

    /// <summary>Decrypts an application message (RFC 9420, section 6.3).</summary>
    /// <returns>The application data, or <see langword="null"/>.</returns>
    public OpaqueBytes? Open(ICryptoProvider crypto, PrivateMessage message)
    {
        if (SenderOf(crypto, message) is not { } sender)
        {
            return null;
        }

        foreach (var tree in _trees.Where(tree => sender.Leaf.Value < tree.LeafCount))
        {
            if (tree.Lease(sender.Leaf, RatchetType.Application, sender.Generation) is LeaseResult.Leased { Lease: var leased })
            {
                using (leased)
                {
                    if (Content(crypto, message, sender, leased.Keys) is { } data)
                    {
                        return data;
                    }
                }
            }
        }

        return _before.Select(before => before.Open(crypto, message)).FirstOrDefault(data => data is not null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Secrets.Dispose();
        _trees.ForEach(tree => tree.Dispose());
        _before.ForEach(before => before.Dispose());
    }

    private SenderData? SenderOf(ICryptoProvider crypto, PrivateMessage message)
    {
        using var keys = SenderDataKeys.Derive(crypto, Secrets.SenderData, message.Ciphertext.Span);
        var plaintext = new byte[Math.Max(0, message.EncryptedSenderData.Length - crypto.AeadTagLength)];
        return plaintext.Length > 0 && crypto.AeadOpen(keys.Key, keys.Nonce, message.SenderDataAssociatedData(), message.EncryptedSenderData.Span, plaintext)
            ? Tls.Decode<SenderData>(OpaqueBytes.Own(plaintext))
            : null;
    }

    private static OpaqueBytes? Content(ICryptoProvider crypto, PrivateMessage message, SenderData sender, MessageKeys keys)
    {
        Span<byte> nonce = stackalloc byte[keys.Nonce.Length];
        keys.Nonce.CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce, BinaryPrimitives.ReadUInt32BigEndian(nonce) ^ sender.ReuseGuard);

        var plaintext = new byte[Math.Max(0, message.Ciphertext.Length - crypto.AeadTagLength)];
        if (!crypto.AeadOpen(keys.Key, nonce, message.ContentAssociatedData(), message.Ciphertext.Span, plaintext))
        {
            return null;
        }

        var reader = new TlsReader(plaintext);
        return FramedContentBody.Read(ref reader, message.ContentType) is FramedContentBody.Application application ? application.Data : null;
    }
}
