using System.Collections.ObjectModel;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Steps 5 to 10 of a Commit, top to bottom as RFC 9420, section 12.4.2, lists them. Applying is <see cref="Group.Apply"/>.</summary>
internal static class CommitReceiver
{
    public static ReceiveResult Receive(GroupServices services, GroupState state, VerifiedContent verified)
    {
        // Resolve, validate and apply the proposals, merge the path: the public half.
        var transition = PublicTransition.Compute(services, state.Public, verified, state.Proposals, LifetimeCheck.Waived);

        // Open the path.
        LeafKeysLease? sibling = null;
        switch (ResolveOwnLeaf(services, state, transition))
        {
            case OwnLeafResolution.NotYet notYet:
                return new ReceiveResult.AwaitingSibling(notYet.Missing);
            case OwnLeafResolution.Sibling { Keys: var keys }:
                sibling = new LeafKeysLease(keys);
                break;
            case OwnLeafResolution.Forged when verified.Sender is Sender.Member:
                throw new ProtocolViolationException(CommitViolations.OwnLeafForged);
            default:
                if (transition.Removes(state.OwnLeaf))
                {
                    return new ReceiveResult.CommitStaged(new StagedCommit(state, transition, null, null, null));
                }

                break;
        }

        using (sibling)
        {
            return new ReceiveResult.CommitStaged(Stage(services, state, transition, sibling));
        }
    }

    /// <summary>Who made a path at one's own place that one has not made oneself: by one's leaf, or by an external Commit that replaces it.</summary>
    private static OwnLeafResolution? ResolveOwnLeaf(GroupServices services, GroupState state, PublicTransition transition)
    {
        var isOwn = transition.Content.Sender is Sender.Member member ? member.Leaf == state.OwnLeaf : transition.Removes(state.OwnLeaf);
        return isOwn && transition.Path is { } path
            ? services.OwnLeaf.Resolve(services.Crypto, state.Public.GroupId, path.Path.LeafNode)
            : isOwn && transition.Content.Sender is Sender.Member ? new OwnLeafResolution.Forged() : null;
    }

    private static StagedCommit Stage(GroupServices services, GroupState state, PublicTransition transition, LeafKeysLease? sibling)
    {
        var crypto = services.Crypto;
        var updated = sibling is null ? OwnUpdate(state, transition) : null;
        var before = sibling is not null && transition.Path!.Committer != state.OwnLeaf
            ? PrivateTree.Of(transition.Path.Committer, sibling.Keys.EncryptionKey)
            : state.Keys;
        var provisionalKeys = before.Next(transition.Provisional.Tree, updated?.EncryptionKey, ReadOnlyDictionary<NodeIndex, HpkePrivateKey>.Empty);
        using var opened = OpenPath(crypto, transition, provisionalKeys, sibling);

        // Key schedule, confirmation tag.
        using var psk = PskResolver.Resolve(services, state, transition.Provisional.Proposals.Psks, CommitViolations.UnknownPsk);
        using var zero = opened is null ? KeySchedule.CommitSecretWithoutPath(crypto) : null;
        using var external = ExternalInit(crypto, state, transition);
        var context = transition.After.Context;
        var encodedContext = Tls.Encode(context);
        using var joiner = KeySchedule.DeriveJoiner(crypto, external ?? state.Secrets.Init, opened?.CommitSecret ?? zero!, encodedContext);
        var secrets = KeySchedule.DeriveEpoch(crypto, joiner, psk, encodedContext);
        if (!transition.After.ConfirmationTag.Verify(crypto, secrets.ConfirmationKey, context.ConfirmedTranscriptHash.Span))
        {
            secrets.Dispose();
            throw new ProtocolViolationException(CommitViolations.BadConfirmationTag);
        }

        // The next epoch, staged.
        var keys = provisionalKeys.Next(transition.After.Tree, sibling?.TakeEncryptionKey(), opened?.TakeKeys() ?? []);
        var signer = sibling?.TakeSignatureKey(state.Signer) ?? updated?.SignatureKey ?? state.Signer;
        var messages = new SecretTree(crypto, secrets.TakeEncryption(), transition.After.Tree.LeafCount, services.Limits.SecretTree);
        var next = new GroupState(transition.After, keys, signer, secrets, messages, new PastEpochs(services.Limits));
        return new StagedCommit(state, transition, next, joiner.CopyAs<JoinerSecret>(), psk.CopyAs<PskSecret>());
    }

    private static OpenedPath? OpenPath(ICryptoProvider crypto, PublicTransition transition, PrivateTree keys, LeafKeysLease? sibling)
    {
        if (transition.Path is not { } path)
        {
            return null;
        }

        if (sibling is null)
        {
            return PathReceiver.Open(crypto, path, keys, Tls.Encode(transition.ProvisionalContext));
        }

        Rule.Require(
            sibling.Keys.EncryptionKey.PublicKey == path.Path.LeafNode.EncryptionKey && sibling.Keys.SignatureKey.PublicKey == path.Path.LeafNode.SignatureKey,
            CommitViolations.OwnLeafForged);
        return PathReceiver.FromFirstSecret(crypto, path, sibling.Keys.PathSecret);
    }

    /// <summary>The keys behind one's own Update proposal, where the Commit covers it.</summary>
    private static LeafKeys? OwnUpdate(GroupState state, PublicTransition transition)
    {
        foreach (var (leaf, node) in transition.Provisional.Proposals.Updates)
        {
            if (leaf == state.OwnLeaf)
            {
                return state.PendingUpdates.GetValueOrDefault(node.EncryptionKey) ?? throw new ProtocolViolationException(CommitViolations.OwnLeafForged);
            }
        }

        return null;
    }

    private static InitSecret? ExternalInit(ICryptoProvider crypto, GroupState state, PublicTransition transition)
    {
        if (transition.Provisional.Proposals.ExternalInit is not { } init)
        {
            return null;
        }

        using var external = state.Secrets.DeriveExternalKeyPair(crypto);
        return Rule.Require(KeySchedule.ReceiveExternalInit(crypto, external, init.KemOutput.Span), ExternalCommitViolations.ExternalInitInvalid);
    }
}
