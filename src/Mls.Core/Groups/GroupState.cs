using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Everything one member holds of one epoch: shared public state, and private state that it owns.</summary>
public sealed class GroupState : IDisposable
{
    internal GroupState(PublicGroup shared, PrivateTree keys, SignaturePrivateKey signer, EpochSecrets secrets, SecretTree messages, PastEpochs past)
    {
        Public = shared;
        Keys = keys;
        Signer = signer;
        Secrets = secrets;
        Messages = messages;
        Past = past;
    }

    /// <summary>The public state.</summary>
    public PublicGroup Public { get; private set; }

    /// <summary>The member's own leaf.</summary>
    public LeafIndex OwnLeaf => Keys.Leaf;

    /// <summary>The proposals of this epoch that have arrived or been sent.</summary>
    public ProposalCache Proposals { get; internal set; } = ProposalCache.Empty;

    /// <summary>The member's private keys.</summary>
    internal PrivateTree Keys { get; }

    /// <summary>The key of the member's present leaf.</summary>
    internal SignaturePrivateKey Signer { get; }

    /// <summary>The epoch's secrets.</summary>
    internal EpochSecrets Secrets { get; }

    /// <summary>The epoch's message keys.</summary>
    internal SecretTree Messages { get; }

    /// <summary>What is kept of past epochs; moves on with <see cref="Group.Apply"/>.</summary>
    internal PastEpochs Past { get; set; }

    /// <summary>Keys behind the member's own Update proposals that nobody has committed yet.</summary>
    internal Dictionary<HpkePublicKey, LeafKeys> PendingUpdates { get; } = [];

    /// <summary>Hashes of handshake messages sent in this epoch.</summary>
    internal HashSet<OpaqueBytes> Sent { get; } = [];

    /// <summary>Hashes of application messages sent in this epoch whose echo has not come back.</summary>
    internal EchoWindow SentData { get; init; } = new();

    /// <summary>RFC 9420, section 8.5: <c>MLS-Exporter(label, context, length)</c> of this epoch. The caller owns the secret.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than 255 Nh or 65,535.</exception>
    public Secret Export(ICryptoProvider crypto, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length) =>
        Exporter.Export(crypto, Secrets.Exporter, label, context, length);

    /// <summary>The root under which all exports of <paramref name="label"/> lie, for whoever must go on exporting when the epoch is gone. The caller owns it.</summary>
    public ExporterRoot ExporterRoot(ICryptoProvider crypto, ReadOnlySpan<byte> label) =>
        Exporter.DeriveExporterRoot(crypto, Secrets.Exporter, label);

    /// <summary>RFC 9420, section 8.7: equal for all members of the epoch, lent.</summary>
    public EpochAuthenticator EpochAuthenticator => Secrets.EpochAuthenticator;

    /// <inheritdoc/>
    public void Dispose()
    {
        Keys.DisposeExcept(null);
        Signer.Dispose();
        Secrets.Dispose();
        Messages.Dispose();
        Past.Dispose();
        DisposePendingUpdates(null);
    }

    /// <summary>Whether this object is the leaf's key or the key of a proposed Update.</summary>
    internal bool HoldsLeafKey(HpkePrivateKey key) =>
        ReferenceEquals(key, Keys.LeafKey) || PendingUpdates.Values.Any(keys => ReferenceEquals(keys.EncryptionKey, key));

    /// <summary>Whether this object is the signer or the signature key of a proposed Update.</summary>
    internal bool HoldsSigner(SignaturePrivateKey key) =>
        ReferenceEquals(key, Signer) || PendingUpdates.Values.Any(keys => ReferenceEquals(keys.SignatureKey, key));

    /// <summary>Shares the tree with others of the same process.</summary>
    internal void Share(ICryptoProvider crypto, RatchetTree same) => Public = Public.Sharing(crypto, same);

    /// <summary>Clears what this epoch holds and <paramref name="next"/> does not, past epochs and message keys excepted: those have moved.</summary>
    internal void DisposeSuperseded(GroupState? next)
    {
        Keys.DisposeExcept(next?.Keys);
        if (!ReferenceEquals(Signer, next?.Signer))
        {
            Signer.Dispose();
        }

        Secrets.Dispose();
        DisposePendingUpdates(next);
    }

    private void DisposePendingUpdates(GroupState? next)
    {
        foreach (var keys in PendingUpdates.Values)
        {
            keys.PathSecret.Dispose();
            if (!ReferenceEquals(keys.EncryptionKey, next?.Keys.LeafKey))
            {
                keys.EncryptionKey.Dispose();
            }

            if (!ReferenceEquals(keys.SignatureKey, next?.Signer))
            {
                keys.SignatureKey.Dispose();
            }
        }

        PendingUpdates.Clear();
    }
}
