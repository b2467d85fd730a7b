using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
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

/// <summary>Builds a Commit, top to bottom as RFC 9420, section 12.4.1, lists the steps.</summary>
internal static class CommitBuilder
{
    public static PendingCommit Build(GroupServices services, GroupState state, CommitOptions options)
    {
        var crypto = services.Crypto;
        var before = state.Public;
        Rule.Require(!before.IsClosed, CommitViolations.GroupReinitialized);

        // Proposals: list, validate, apply.
        ValueList<ProposalOrRef> named =
        [
            .. References(services, state, options),
            .. options.Proposals.Select(proposal => new ProposalOrRef.ByValue(proposal)),
        ];
        var sender = new Sender.Member(state.OwnLeaf);
        var valid = ProposalListRules.Check(services, before, ProposalList.Resolve(named, sender, state.Proposals), LifetimeCheck.AtClock);
        var provisional = ProposalApplier.Apply(before, valid);

        // Path: new keys, provisional GroupContext, sealed secrets.
        using var keys = valid.RequiresPath || options.ForcePath
            ? new LeafKeysLease((options.LeafKeys ?? services.LeafKeys).Next(crypto, services.Random, before.GroupId, state.Signer))
            : null;
        using var path = keys is null
            ? null
            : PathBuilder.Build(crypto, provisional.Tree, new LeafPlace(before.GroupId, state.OwnLeaf), NextLeaf(before.Tree.Leaf(state.OwnLeaf)!, keys.Keys), keys.Keys);
        var provisionalContext = PublicTransition.ProvisionalContextOf(crypto, before, path?.Tree ?? provisional.Tree, provisional.Extensions);
        var updatePath = path?.Seal(provisional.AddedLeaves, Tls.Encode(provisionalContext), services.Random);

        // Content, signed by the leaf of the old epoch; transcript; next GroupContext.
        var content = new FramedContent(before.GroupId, before.Epoch, sender, options.AuthenticatedData, new FramedContentBody.OfCommit(new Commit(named, updatePath)));
        var signed = AuthenticatedContent.Sign(crypto, options.Format, content, before.Context, state.Signer);
        var context = PublicTransition.NextContext(crypto, before, provisionalContext, signed);

        // Key schedule, confirmation tag.
        using var psk = PskResolver.Resolve(services, state, valid.Psks, CommitViolations.UnknownPsk);
        using var zero = path is null ? KeySchedule.CommitSecretWithoutPath(crypto) : null;
        var encodedContext = Tls.Encode(context);
        using var joiner = KeySchedule.DeriveJoiner(crypto, state.Secrets.Init, path?.CommitSecret ?? zero!, encodedContext);
        var secrets = KeySchedule.DeriveEpoch(crypto, joiner, psk, encodedContext);
        var tag = MacTag.Compute(crypto, secrets.ConfirmationKey, context.ConfirmedTranscriptHash.Span);
        var confirmed = signed with { Auth = signed.Auth with { ConfirmationTag = tag } };

        // The next epoch, staged.
        var made = updatePath is null ? null : ValidUpdatePath.Made(updatePath, state.OwnLeaf, path!.Tree);
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

        var leafKey = keys?.TakeEncryptionKey();
        var next = new GroupState(
            transition.After,
            state.Keys.Next(transition.After.Tree, leafKey, path?.TakeKeys() ?? []),
            keys?.TakeSignatureKey(state.Signer) ?? state.Signer,
            secrets,
            new SecretTree(crypto, secrets.TakeEncryption(), transition.After.Tree.LeafCount, services.Limits.SecretTree),
            new PastEpochs(services.Limits));

        var staged = new StagedCommit(state, transition, next, joiner.CopyAs<JoinerSecret>(), psk.CopyAs<PskSecret>());
        try
        {
            var welcome = provisional.Added.Count == 0 ? null : WelcomeBuilder.Build(services, staged, path, options.TreeInWelcome);
            return new PendingCommit(ContentProtector.Frame(services, state, confirmed), welcome, staged);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    private static IEnumerable<ProposalOrRef> References(GroupServices services, GroupState state, CommitOptions options)
    {
        if (options.References is { } exactly)
        {
            return exactly.Select(reference => new ProposalOrRef.ByReference(reference));
        }

        return options.IncludeReceived ? ProposalSelector.Select(services, state, options.Proposals) : [];
    }

    /// <summary>One's leaf with new keys and the extensions that describe them.</summary>
    internal static LeafNode NextLeaf(LeafNode present, LeafKeys keys)
    {
        var extensions = present.Extensions;
        if (keys.Extensions.Items.Count > 0)
        {
            var replaced = keys.Extensions.Items.Select(extension => extension.Type).ToHashSet();
            extensions = new ExtensionList([.. present.Extensions.Items.Where(extension => !replaced.Contains(extension.Type)), .. keys.Extensions.Items]);
        }

        return present with { EncryptionKey = keys.EncryptionKey.PublicKey, SignatureKey = keys.SignatureKey.PublicKey, Extensions = extensions };
    }
}
