using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Validation;

/// <summary>The public state of a group in one epoch, as members, joiners, observers and the delivery service share it. Immutable.</summary>
public sealed class PublicGroup
{
    private PublicGroup(GroupContext context, RatchetTree tree, MacTag confirmationTag, OpaqueBytes interimTranscriptHash, Proposal.ReInit? closedBy)
    {
        Context = context;
        Tree = tree;
        ConfirmationTag = confirmationTag;
        InterimTranscriptHash = interimTranscriptHash;
        ClosedBy = closedBy;
    }

    /// <summary>The GroupContext.</summary>
    public GroupContext Context { get; }

    /// <summary>The ratchet tree.</summary>
    public RatchetTree Tree { get; }

    /// <summary>The confirmation tag of the Commit that started the epoch.</summary>
    public MacTag ConfirmationTag { get; }

    /// <summary>RFC 9420, section 8.2.</summary>
    public OpaqueBytes InterimTranscriptHash { get; }

    /// <summary>Whether a ReInit has ended the group.</summary>
    public bool IsClosed => ClosedBy is not null;

    /// <summary>The ReInit that has ended the group, which says how it goes on (RFC 9420, section 11.2).</summary>
    public Proposal.ReInit? ClosedBy { get; }

    /// <summary>The group's id.</summary>
    public GroupId GroupId => Context.GroupId;

    /// <summary>The epoch.</summary>
    public Epoch Epoch => Context.Epoch;

    /// <summary>Takes the public state from a GroupInfo, after checking the tree, the signer and the signature.</summary>
    /// <param name="services">Primitives, clock and authentication service of the observer.</param>
    /// <param name="info">The GroupInfo.</param>
    /// <param name="tree">The tree, where the GroupInfo does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">An extension that is needed does not decode.</exception>
    public static PublicGroup FromGroupInfo(GroupServices services, GroupInfo info, RatchetTree? tree)
    {
        RequireSupported(services, info.Context);
        ExtensionRules.CheckGroupInfo(info.Extensions);
        GroupContextRules.CheckExtensions(services, info.Context.Extensions, null);
        tree ??= Rule.Require(info.Extensions.Find<RatchetTree>(ExtensionType.RatchetTree), WelcomeViolations.RatchetTreeMissing);
        var signer = Rule.Require(tree.Leaf(info.Signer), WelcomeViolations.GroupInfoSigner);
        Rule.Require(info.IsSignedBy(services.Crypto, signer.SignatureKey), WelcomeViolations.GroupInfoSignature);
        RatchetTreeRules.Check(services, tree, info.Context);
        return At(services.Crypto, info.Context, tree, info.ConfirmationTag, closedBy: null);
    }

    /// <summary>Takes the public state from parts that nobody has signed; the tree is checked, the rest is proven by whoever knows the epoch's secrets.</summary>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">An extension that is needed does not decode.</exception>
    public static PublicGroup FromParts(GroupServices services, GroupContext context, RatchetTree tree, MacTag confirmationTag)
    {
        RequireSupported(services, context);
        GroupContextRules.CheckExtensions(services, context.Extensions, null);
        RatchetTreeRules.Check(services, tree, context);
        return At(services.Crypto, context, tree, confirmationTag, closedBy: null);
    }

    /// <summary>The state of a known context, tree and tag.</summary>
    internal static PublicGroup At(ICryptoProvider crypto, GroupContext context, RatchetTree tree, MacTag confirmationTag, Proposal.ReInit? closedBy) =>
        new(context, tree, confirmationTag, TranscriptHash.Interim(crypto, context.ConfirmedTranscriptHash, confirmationTag.Octets), closedBy);

    /// <summary>The same state over another object that holds the same tree: members of one process share one.</summary>
    /// <exception cref="ArgumentException">The tree is another one.</exception>
    public PublicGroup Sharing(ICryptoProvider crypto, RatchetTree same) => same.TreeHash(crypto) == Context.TreeHash
        ? new PublicGroup(Context, same, ConfirmationTag, InterimTranscriptHash, ClosedBy)
        : throw new ArgumentException("not the tree of this epoch", nameof(same));

    private static void RequireSupported(GroupServices services, GroupContext context)
    {
        Rule.Require(context.Version == ProtocolVersion.Mls10, WelcomeViolations.GroupInfoVersion);
        Rule.Require(context.CipherSuite == services.Crypto.Suite, WelcomeViolations.UnsupportedSuite);
    }
}
