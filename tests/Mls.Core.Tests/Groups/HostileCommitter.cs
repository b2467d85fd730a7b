using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
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
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Makes Commits without asking whether they may be made: tree, path, transcript, key schedule and tags are those of the Commit, whatever it says.</summary>
internal sealed class HostileCommitter
{
    private readonly GroupServices _services;
    private readonly PublicGroup _before;
    private readonly Sender _sender;
    private readonly ProposalCache _received;
    private readonly LeafNode _leaf;
    private readonly SignaturePrivateKey _signer;
    private readonly Func<IReadOnlyList<PreSharedKeyId>, PskSecret> _psk;
    private readonly InitSecret _init;

    private HostileCommitter(
        GroupServices services,
        PublicGroup before,
        Sender sender,
        ProposalCache received,
        LeafNode leaf,
        SignaturePrivateKey signer,
        Func<IReadOnlyList<PreSharedKeyId>, PskSecret> psk,
        InitSecret init)
    {
        _services = services;
        _before = before;
        _sender = sender;
        _received = received;
        _leaf = leaf;
        _signer = signer;
        _psk = psk;
        _init = init;
    }

    /// <summary>A Commit of a member.</summary>
    /// <param name="from">The member.</param>
    /// <param name="proposals">What it covers.</param>
    /// <param name="hasPath">Whether it has a path.</param>
    /// <param name="change">Changes keys, leaf or shape of the path; what is sealed follows.</param>
    public static MlsMessage Commit(TestMember from, ValueList<ProposalOrRef> proposals, bool hasPath = true, Func<UpdatePath, UpdatePath>? change = null)
    {
        var state = from.Group.State;
        var leaf = state.Public.Tree.Leaf(from.Leaf)!;
        var committer = new HostileCommitter(
            from.Client.Services, state.Public, new Sender.Member(from.Leaf), state.Proposals, leaf, state.Signer, ids => Psk(from.Client.Services, state, ids), state.Secrets.Init);
        return Forge.Tagged(from, committer.Make(proposals, hasPath, change));
    }

    /// <summary>The same of proposals by value.</summary>
    public static MlsMessage Commit(TestMember from, params Proposal[] proposals) => Commit(from, [.. proposals.Select(one => new ProposalOrRef.ByValue(one))]);

    /// <summary>An external Commit.</summary>
    /// <param name="witness">A member, from whose GroupInfo and received proposals it is made.</param>
    /// <param name="client">Who joins.</param>
    /// <param name="signer">The key that it signs the Commit and its leaf with.</param>
    /// <param name="proposals">Makes what it covers out of the ExternalInit.</param>
    /// <param name="change">Changes the path.</param>
    public static MlsMessage Join(
        TestMember witness, TestClient client, SignaturePrivateKey signer, Func<ProposalOrRef, ValueList<ProposalOrRef>> proposals, Func<UpdatePath, UpdatePath>? change = null)
    {
        using var external = witness.Group.State.Secrets.DeriveExternalKeyPair(Suites.One);
        var (init, kemOutput) = KeySchedule.SendExternalInit(Suites.One, external.PublicKey, client.Services.Random)!.Value;
        using var owned = init;
        var named = proposals(new ProposalOrRef.ByValue(new Proposal.ExternalInit(kemOutput)));
        using var bundle = client.NewKeyPackage();
        var committer = new HostileCommitter(
            client.Services, witness.Group.Public, new Sender.NewMemberCommit(), witness.Group.State.Proposals, bundle.KeyPackage.LeafNode, signer, ids => Psk(client.Services, null, ids), init);
        return Forge.Tagged(witness, committer.Make(named, hasPath: true, change));
    }

    private static PskSecret Psk(GroupServices services, GroupState? state, IReadOnlyList<PreSharedKeyId> ids) =>
        ids.Count <= ushort.MaxValue ? PskResolver.Resolve(services, state, ids, CommitViolations.UnknownPsk) : PskSecretBuilder.None(services.Crypto);

    private AuthenticatedContent Make(ValueList<ProposalOrRef> named, bool hasPath, Func<UpdatePath, UpdatePath>? change)
    {
        var crypto = _services.Crypto;
        var proposals = new ValidProposalList(ProposalList.Resolve(named, _sender, _received), _services.ProposalsWithoutPath);
        var (tree, added, place) = Apply(proposals);
        var extensions = proposals.Extensions ?? _before.Context.Extensions;
        using var keys = hasPath ? new FreshLeafKeys().Next(crypto, _services.Random, _before.GroupId, _signer) : null;
        using var path = keys is null ? null : PathBuilder.Build(crypto, tree, place, _leaf with { SignatureKey = _signer.PublicKey }, keys);
        var draft = path?.Seal(added, [], _services.Random);
        var changed = draft is null ? null : (change ?? (same => same))(draft);
        var after = changed is null ? tree : Merged(tree, place.Leaf, draft!, changed);
        var context = PublicTransition.ProvisionalContextOf(crypto, _before, after, extensions);
        var sealedPath = changed is null ? null : Sealed(draft!, changed, path!.Seal(added, Tls.Encode(context), _services.Random));

        var content = new FramedContent(_before.GroupId, _before.Epoch, _sender, default, new FramedContentBody.OfCommit(new Commit(named, sealedPath)));
        var signed = AuthenticatedContent.Sign(crypto, WireFormat.PublicMessage, content, _before.Context, _signer);
        var next = PublicTransition.NextContext(crypto, _before, context, signed);
        var encoded = Tls.Encode(next);
        using var psk = _psk(proposals.Psks);
        using var zero = KeySchedule.CommitSecretWithoutPath(crypto);
        using var joiner = KeySchedule.DeriveJoiner(crypto, _init, path?.CommitSecret ?? zero, encoded);
        using var secrets = KeySchedule.DeriveEpoch(crypto, joiner, psk, encoded);
        var tag = MacTag.Compute(crypto, secrets.ConfirmationKey, next.ConfirmedTranscriptHash.Span);
        return signed with { Auth = signed.Auth with { ConfirmationTag = tag } };
    }

    private (RatchetTree Tree, HashSet<LeafIndex> Added, LeafPlace Place) Apply(ValidProposalList proposals)
    {
        var tree = _before.Tree;
        tree = proposals.Updates.Aggregate(tree, (now, update) => now.Update(update.Leaf, update.Node));
        tree = proposals.Removes.Aggregate(tree, (now, leaf) => now.Contains(leaf) ? now.Remove(leaf) : now);
        var added = new HashSet<LeafIndex>();
        foreach (var package in proposals.Adds)
        {
            (tree, var leaf) = tree.Add(package.LeafNode);
            added.Add(leaf);
        }

        if (_sender is Sender.Member member)
        {
            return (tree, added, new LeafPlace(_before.GroupId, member.Leaf));
        }

        (tree, var place) = tree.Reserve();
        return (tree, added, new LeafPlace(_before.GroupId, place));
    }

    private RatchetTree Merged(RatchetTree tree, LeafIndex committer, UpdatePath draft, UpdatePath changed)
    {
        var filtered = tree.FilteredDirectPath(committer);
        var nodes = changed.Nodes.Count == filtered.Count ? changed.Nodes : draft.Nodes;
        var parents = PathHashes.Parents(_services.Crypto, filtered, [.. nodes.Select(node => node.EncryptionKey)], committer, out _);
        return tree.WithPath(committer, changed.LeafNode, parents);
    }

    /// <summary>The changed path, with secrets sealed anew wherever the change has left those of the draft.</summary>
    private static UpdatePath Sealed(UpdatePath draft, UpdatePath changed, UpdatePath resealed) => changed with
    {
        Nodes =
        [
            .. changed.Nodes.Select((node, i) => i < draft.Nodes.Count && node.EncryptedPathSecrets.Equals(draft.Nodes[i].EncryptedPathSecrets)
                ? node with { EncryptedPathSecrets = resealed.Nodes[i].EncryptedPathSecrets }
                : node),
        ],
    };
}
