using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Joins an epoch as one more client behind a leaf that is a member already: with the epoch's secret and the leaf's keys, which siblings share.</summary>
public static class SharedLeafJoiner
{
    /// <summary>Joins with the epoch's joiner secret.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="shared">The public state of the epoch, verified.</param>
    /// <param name="ownLeaf">The shared leaf.</param>
    /// <param name="keys">The keys behind the leaf and its last path; owned by the group from here on.</param>
    /// <param name="joiner">The joiner secret, lent.</param>
    /// <param name="psk">The PSK secret, lent.</param>
    /// <exception cref="ProtocolViolationException">Leaf keys or secrets are not those of the epoch.</exception>
    public static Group Join(GroupServices services, PublicGroup shared, LeafIndex ownLeaf, LeafKeys keys, JoinerSecret joiner, PskSecret psk) =>
        Join(services, shared, ownLeaf, keys, KeySchedule.DeriveEpoch(services.Crypto, joiner, psk, Tls.Encode(shared.Context)));

    /// <summary>Joins with the epoch secret itself, as it is known of an epoch 0 that a sibling created.</summary>
    /// <inheritdoc cref="Join(GroupServices, PublicGroup, LeafIndex, LeafKeys, JoinerSecret, PskSecret)"/>
    public static Group Join(GroupServices services, PublicGroup shared, LeafIndex ownLeaf, LeafKeys keys, EpochSecret epochSecret) =>
        Join(services, shared, ownLeaf, keys, KeySchedule.FromEpochSecret(services.Crypto, epochSecret));

    private static Group Join(GroupServices services, PublicGroup shared, LeafIndex ownLeaf, LeafKeys keys, EpochSecrets epoch)
    {
        using var lease = new LeafKeysLease(keys);
        JoinedState.RequireConfirmed(services.Crypto, shared, epoch);
        try
        {
            var leaf = Rule.Require(shared.Tree.Leaf(ownLeaf), CommitViolations.OwnLeafForged);
            Rule.Require(
                leaf.EncryptionKey == keys.EncryptionKey.PublicKey && leaf.SignatureKey == keys.SignatureKey.PublicKey,
                CommitViolations.OwnLeafForged);
            var path = leaf.Source is LeafNodeSource.Commit
                ? PathReceiver.ForJoiner(services.Crypto, shared.Tree, ownLeaf, ownLeaf, keys.PathSecret)
                : [];
            var tree = PrivateTree.Of(ownLeaf, lease.TakeEncryptionKey()).Next(shared.Tree, null, path);
            return new Group(services, JoinedState.Make(services, shared, tree, lease.TakeSignatureKey(), epoch));
        }
        catch
        {
            epoch.Dispose();
            throw;
        }
    }
}
