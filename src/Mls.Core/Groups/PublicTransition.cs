using System.Collections.Immutable;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>The public half of a Commit: from one verified <see cref="PublicGroup"/> to the next. The delivery side computes it to accept a Commit, a member to process one.</summary>
public sealed class PublicTransition
{
    private PublicTransition(PublicGroup before, PublicGroup after, VerifiedContent content, ProvisionalGroup provisional, ValidUpdatePath? path, GroupContext provisionalContext)
    {
        Before = before;
        After = after;
        Content = content;
        Provisional = provisional;
        Path = path;
        ProvisionalContext = provisionalContext;
    }

    /// <summary>The state that the Commit was made in.</summary>
    public PublicGroup Before { get; }

    /// <summary>The state that it leads to.</summary>
    public PublicGroup After { get; }

    /// <summary>The Commit.</summary>
    public VerifiedContent Content { get; }

    /// <summary>The state after its proposals.</summary>
    public ProvisionalGroup Provisional { get; }

    /// <summary>Its path, where there is one.</summary>
    public ValidUpdatePath? Path { get; }

    /// <summary>The GroupContext that path secrets are sealed under.</summary>
    internal GroupContext ProvisionalContext { get; }

    /// <summary>Whether <paramref name="leaf"/> was a member before and is not any more.</summary>
    public bool Removes(LeafIndex leaf) => Provisional.Proposals.Removes.Contains(leaf);

    /// <summary>Steps 5 to 8 of a Commit: resolve, validate, apply the proposals, merge the path (RFC 9420, section 12.4.2).</summary>
    /// <param name="services">What the group is given from outside.</param>
    /// <param name="before">The state that the Commit was made in.</param>
    /// <param name="content">The Commit.</param>
    /// <param name="proposals">The proposals received in its epoch.</param>
    /// <param name="lifetimes">Whether the Commit is to be accepted now, or has been.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">A GroupContext extension does not decode.</exception>
    public static PublicTransition Compute(
        GroupServices services, PublicGroup before, VerifiedContent content, ProposalCache proposals, LifetimeCheck lifetimes)
    {
        var commit = ((FramedContentBody.OfCommit)content.Content.Body).Commit;
        Rule.Require(!before.IsClosed, CommitViolations.MessageAfterReInit);
        Rule.Require(content.Content.Epoch == before.Epoch, CommitViolations.WrongEpoch);
        var list = ProposalList.Resolve(commit.Proposals, content.Sender, proposals);
        var valid = ProposalListRules.Check(services, before, list, lifetimes);
        var provisional = ProposalApplier.Apply(before, valid);
        var path = CheckPath(services, before, provisional, commit.Path);
        return Conclude(services.Crypto, before, content, provisional, path);
    }

    /// <summary>The same once more for a Commit that was checked before it was stored: nobody is asked again, neither clock nor authentication service.</summary>
    /// <exception cref="ProtocolViolationException">It is not a Commit on <paramref name="before"/>.</exception>
    internal static PublicTransition Restore(ICryptoProvider crypto, PublicGroup before, VerifiedContent content, ProposalCache proposals)
    {
        var commit = ((FramedContentBody.OfCommit)content.Content.Body).Commit;
        Rule.Require(content.Content.Epoch == before.Epoch, CommitViolations.WrongEpoch);
        var provisional = ProposalApplier.Apply(before, new ValidProposalList(ProposalList.Resolve(commit.Proposals, content.Sender, proposals), ImmutableHashSet<ProposalType>.Empty));
        var path = commit.Path is null ? null : ValidUpdatePath.Check(crypto, provisional.Tree, provisional.Committer, commit.Path, provisional.AddedLeaves);
        return Conclude(crypto, before, content, provisional, path);
    }

    /// <summary>The transition of a Commit that this client has just made itself, from the parts that it was made of.</summary>
    internal static PublicTransition Made(ICryptoProvider crypto, PublicGroup before, AuthenticatedContent commit, ProvisionalGroup provisional, ValidUpdatePath? path)
    {
        if (path is not null)
        {
            RequireDistinct(provisional, path.Path.LeafNode);
            LeafNodeRules.CheckCompatibility(path.Tree.Facts, before.Context with { Extensions = provisional.Extensions }, before.Tree.Facts);
        }

        return Conclude(crypto, before, new VerifiedContent(commit), provisional, path);
    }

    /// <summary>The GroupContext that path secrets are sealed under (RFC 9420, section 12.4.1).</summary>
    internal static GroupContext ProvisionalContextOf(ICryptoProvider crypto, PublicGroup before, RatchetTree tree, ExtensionList extensions) => before.Context with
    {
        Epoch = NextEpoch(before),
        TreeHash = tree.TreeHash(crypto),
        Extensions = extensions,
    };

    /// <summary>The GroupContext of the next epoch: the provisional one with the Commit in the transcript (RFC 9420, section 8.2).</summary>
    internal static GroupContext NextContext(ICryptoProvider crypto, PublicGroup before, GroupContext provisional, AuthenticatedContent commit) => provisional with
    {
        ConfirmedTranscriptHash = TranscriptHash.Confirmed(crypto, before.InterimTranscriptHash, commit.ConfirmedTranscriptHashInput()),
    };

    private static ValidUpdatePath? CheckPath(GroupServices services, PublicGroup before, ProvisionalGroup provisional, UpdatePath? path)
    {
        if (path is null)
        {
            Rule.Require(provisional.Proposals.All.Count > 0, CommitViolations.EmptyCommitPath);
            Rule.Require(!provisional.Proposals.RequiresPath, CommitViolations.RequiredPath);
            return null;
        }

        var place = new LeafPlace(before.GroupId, provisional.Committer);
        LeafNodeRules.CheckCommit(services, path.LeafNode, place);
        var present = provisional.Tree.Leaf(provisional.Committer);
        Rule.Require(path.LeafNode.EncryptionKey != present?.EncryptionKey, PathViolations.CommitKeyUnchanged);
        RequireDistinct(provisional, path.LeafNode);
        if (present is not null)
        {
            Rule.Require(services.Authentication.IsSuccessor(present, path.LeafNode), LeafViolations.CommitSuccessor);
        }

        foreach (var removed in provisional.Proposals.Committer is Sender.NewMemberCommit ? provisional.Proposals.Removes : [])
        {
            var former = before.Tree.Leaf(removed)!;
            Rule.Require(path.LeafNode.EncryptionKey != former.EncryptionKey, ExternalCommitViolations.ResyncKeyUnchanged);
            Rule.Require(services.Authentication.IsSuccessor(former, path.LeafNode), ExternalCommitViolations.ExternalCommitRemove);
        }

        var valid = ValidUpdatePath.Check(services.Crypto, provisional.Tree, provisional.Committer, path, provisional.AddedLeaves);
        LeafNodeRules.CheckCompatibility(valid.Tree.Facts, before.Context with { Extensions = provisional.Extensions }, before.Tree.Facts);
        return valid;
    }

    private static void RequireDistinct(ProvisionalGroup provisional, LeafNode next) => ProposalApplier.RequireDistinct(
        provisional.Tree,
        provisional.Tree.Leaf(provisional.Committer),
        next,
        LeafViolations.CommitSignatureKeyInUse,
        PathViolations.CommitEncryptionKeyInUse);

    private static Epoch NextEpoch(PublicGroup before)
    {
        Rule.Require(before.Epoch.Value < ulong.MaxValue, CommitViolations.EpochExhausted);
        return before.Epoch.Next;
    }

    private static PublicTransition Conclude(ICryptoProvider crypto, PublicGroup before, VerifiedContent content, ProvisionalGroup provisional, ValidUpdatePath? path)
    {
        var tree = path?.Tree ?? provisional.Tree;
        var provisionalContext = ProvisionalContextOf(crypto, before, tree, provisional.Extensions);
        var context = NextContext(crypto, before, provisionalContext, content.Authenticated);
        var tag = content.Authenticated.Auth.ConfirmationTag ?? throw new ProtocolViolationException(FramingViolations.ConfirmationTagMissing);
        Rule.Require(tag.HasLength(crypto), FramingViolations.ConfirmationTagLength);
        var after = PublicGroup.At(crypto, context, tree, tag, provisional.Proposals.ReInit);
        return new PublicTransition(before, after, content, provisional, path, provisionalContext);
    }
}
