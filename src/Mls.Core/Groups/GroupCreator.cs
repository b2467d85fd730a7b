using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 11: a group of one, in epoch 0.</summary>
public static class GroupCreator
{
    /// <summary>Creates a group with a random epoch secret.</summary>
    public static Group Create(GroupServices services, GroupId groupId, ExtensionList extensions, ClientIdentity identity, Lifetime lifetime, SignaturePrivateKey signatureKey)
    {
        using var keys = new LeafKeysLease(services.LeafKeys.Next(services.Crypto, services.Random, groupId, signatureKey));
        using var random = new Secret(services.Crypto.HashLength, services.Random.Fill);
        using var epochSecret = random.CopyAs<EpochSecret>();
        return Create(services, new Beginning(groupId, extensions, identity.Greased(services.Random), lifetime), epochSecret, keys);
    }

    /// <summary>Creates a group of given leaf keys, which the group owns from here on, and a given epoch secret.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="groupId">The new group's id, never used before.</param>
    /// <param name="extensions">Extensions of the GroupContext.</param>
    /// <param name="identity">What the creator's leaf says about it.</param>
    /// <param name="lifetime">The lifetime that the creator's leaf states.</param>
    /// <param name="keys">The creator's leaf keys.</param>
    /// <param name="epochSecret">The secret of epoch 0, lent.</param>
    public static Group Create(
        GroupServices services, GroupId groupId, ExtensionList extensions, ClientIdentity identity, Lifetime lifetime, LeafKeys keys, EpochSecret epochSecret)
    {
        using var lease = new LeafKeysLease(keys);
        return Create(services, new Beginning(groupId, extensions, identity, lifetime), epochSecret, lease);
    }

    private static Group Create(GroupServices services, Beginning beginning, EpochSecret epochSecret, LeafKeysLease lease)
    {
        var (groupId, extensions, identity, lifetime) = beginning;
        var keys = lease.Keys;
        var crypto = services.Crypto;
        var leaf = identity.Leaf(crypto.Suite, keys.EncryptionKey.PublicKey, keys.SignatureKey.PublicKey, new LeafNodeSource.KeyPackage(lifetime), keys.Extensions)
            .Sign(crypto, keys.SignatureKey, place: null);
        var tree = RatchetTree.Of(leaf);
        var context = new GroupContext(ProtocolVersion.Mls10, crypto.Suite, groupId, default, tree.TreeHash(crypto), default, extensions);
        GroupContextRules.CheckExtensions(services, extensions, null);
        LeafNodeRules.CheckCompatibility(tree.Facts, context, null);
        var secrets = KeySchedule.FromEpochSecret(crypto, epochSecret);
        var tag = MacTag.Compute(crypto, secrets.ConfirmationKey, context.ConfirmedTranscriptHash.Span);
        var shared = PublicGroup.At(crypto, context, tree, tag, closedBy: null);
        return new Group(services, JoinedState.Make(services, shared, PrivateTree.Of(default, lease.TakeEncryptionKey()), lease.TakeSignatureKey(), secrets));
    }

    /// <summary>What a group begins with.</summary>
    /// <param name="GroupId">The new group's id, never used before.</param>
    /// <param name="Extensions">Extensions of the GroupContext.</param>
    /// <param name="Identity">What the creator's leaf says about it.</param>
    /// <param name="Lifetime">The lifetime that the creator's leaf states.</param>
    private sealed record Beginning(GroupId GroupId, ExtensionList Extensions, ClientIdentity Identity, Lifetime Lifetime);
}
