using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Joins a group by an external Commit (RFC 9420, section 12.4.3.2).</summary>
public static class ExternalJoiner
{
    /// <summary>Builds the external Commit; the group it returns is the joiner's once the Commit is accepted.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="info">A GroupInfo with external_pub.</param>
    /// <param name="tree">The tree, where the GroupInfo does not carry it.</param>
    /// <param name="identity">What the joiner's leaf says about it.</param>
    /// <param name="signatureKey">The joiner's signature key, lent.</param>
    /// <param name="resync">The joiner's own former leaf, to be removed.</param>
    /// <param name="psks">Pre-shared keys to mix in.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">An extension does not decode.</exception>
    public static ExternalJoin Join(
        GroupServices services, GroupInfo info, RatchetTree? tree, ClientIdentity identity, SignaturePrivateKey signatureKey, LeafIndex? resync, ValueList<PreSharedKeyId> psks)
    {
        Rule.Require(resync is not null || !services.IsMemberOf(info.Context.GroupId), WelcomeViolations.GroupIdInUse);
        GroupContextRules.CheckJoiner(identity.Capabilities, info.Context.Extensions);
        var before = PublicGroup.FromGroupInfo(services, info, tree);
        var externalPub = Rule.Require(info.Extensions.Find<HpkePublicKey>(ExtensionType.ExternalPub), ExternalCommitViolations.ExternalPubMissing);
        var (message, transition, state, joiner, psk) = Build(services, new Entrance(before, externalPub, identity, resync, psks), signatureKey);
        return new ExternalJoin(message, transition, new Group(services, state), joiner, psk);
    }

    /// <summary>Replaces one's own leaf on the state that one has, which takes the place of the GroupInfo.</summary>
    internal static PendingCommit Replace(GroupServices services, GroupState state, ClientIdentity identity, SignaturePrivateKey signatureKey)
    {
        Rule.Require(!state.Public.IsClosed, CommitViolations.GroupReinitialized);
        using var external = state.Secrets.DeriveExternalKeyPair(services.Crypto);
        var (message, transition, next, joiner, psk) = Build(
            services, new Entrance(state.Public, external.PublicKey, identity, state.OwnLeaf, []), signatureKey);
        state.Sent.Add(MessageHash.Of(services.Crypto, message));
        return new PendingCommit(message, null, new StagedCommit(state, transition, next, joiner, psk));
    }

    private static (MlsMessage Message, PublicTransition Transition, GroupState Next, JoinerSecret Joiner, PskSecret Psk) Build(
        GroupServices services, Entrance entrance, SignaturePrivateKey signatureKey)
    {
        var crypto = services.Crypto;
        var (before, externalPub, identity, resync, psks) = entrance;
        var (init, kemOutput) = KeySchedule.SendExternalInit(crypto, externalPub, services.Random)
            ?? throw new ProtocolViolationException(ExternalCommitViolations.ExternalPubInvalid);
        using var ownedInit = init;

        // Proposals.
        ValueList<ProposalOrRef> proposals =
        [
            new ProposalOrRef.ByValue(new Proposal.ExternalInit(kemOutput)),
            .. resync is { } own ? [new ProposalOrRef.ByValue(new Proposal.Remove(own))] : Array.Empty<ProposalOrRef>(),
            .. psks.Select(psk => new ProposalOrRef.ByValue(new Proposal.PreSharedKey(psk))),
        ];
        var sender = new Sender.NewMemberCommit();
        var valid = ProposalListRules.Check(services, before, ProposalList.Resolve(proposals, sender, ProposalCache.Empty), LifetimeCheck.AtClock);
        var provisional = ProposalApplier.Apply(before, valid);

        // Path.
        using var keys = new LeafKeysLease(services.LeafKeys.Next(crypto, services.Random, before.GroupId, signatureKey));
        var leaf = identity.Greased(services.Random)
            .Leaf(crypto.Suite, keys.Keys.EncryptionKey.PublicKey, keys.Keys.SignatureKey.PublicKey, new LeafNodeSource.Update(), keys.Keys.Extensions);
        using var path = PathBuilder.Build(crypto, provisional.Tree, new LeafPlace(before.GroupId, provisional.Committer), leaf, keys.Keys);
        var provisionalContext = PublicTransition.ProvisionalContextOf(crypto, before, path.Tree, provisional.Extensions);
        var updatePath = path.Seal(provisional.AddedLeaves, Tls.Encode(provisionalContext), services.Random);

        // Content, transcript, key schedule, confirmation tag.
        var content = new FramedContent(before.GroupId, before.Epoch, sender, default, new FramedContentBody.OfCommit(new Commit(proposals, updatePath)));
        var signed = AuthenticatedContent.Sign(crypto, WireFormat.PublicMessage, content, before.Context, keys.Keys.SignatureKey);
        var context = PublicTransition.NextContext(crypto, before, provisionalContext, signed);
        using var psk = PskResolver.Resolve(services, null, psks, CommitViolations.UnknownPsk);
        var encodedContext = Tls.Encode(context);
        using var joiner = KeySchedule.DeriveJoiner(crypto, init, path.CommitSecret, encodedContext);
        var secrets = KeySchedule.DeriveEpoch(crypto, joiner, psk, encodedContext);
        var tag = MacTag.Compute(crypto, secrets.ConfirmationKey, context.ConfirmedTranscriptHash.Span);
        var confirmed = signed with { Auth = signed.Auth with { ConfirmationTag = tag } };

        var made = ValidUpdatePath.Made(updatePath, provisional.Committer, path.Tree);
        PublicTransition transition;
        try
        {
            transition = PublicTransition.Made(crypto, before, confirmed, provisional, made);
        }
        catch
        {
            secrets.Dispose();
            throw;
        }

        var privateTree = PrivateTree.Of(provisional.Committer, keys.TakeEncryptionKey()).Next(transition.After.Tree, null, path.TakeKeys());
        var state = JoinedState.Make(services, transition.After, privateTree, keys.TakeSignatureKey(), secrets);
        var message = new MlsMessage.OfPublicMessage(new PublicMessage(confirmed.Content, confirmed.Auth, null));
        return (message, transition, state, joiner.CopyAs<JoinerSecret>(), psk.CopyAs<PskSecret>());
    }

    /// <summary>Where a joiner enters, and as whom.</summary>
    /// <param name="Before">The epoch that the Commit ends.</param>
    /// <param name="ExternalPub">The key of that epoch that takes external inits.</param>
    /// <param name="Identity">What the joiner's leaf says about it.</param>
    /// <param name="Resync">The joiner's own former leaf, to be removed.</param>
    /// <param name="Psks">Pre-shared keys to mix in.</param>
    private sealed record Entrance(PublicGroup Before, HpkePublicKey ExternalPub, ClientIdentity Identity, LeafIndex? Resync, ValueList<PreSharedKeyId> Psks);
}
