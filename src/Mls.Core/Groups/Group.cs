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

/// <summary>One member's view of one group: a handle on the state of the present epoch. Not safe for use by several threads at once.</summary>
public sealed class Group : IDisposable
{
    internal Group(GroupServices services, GroupState state)
    {
        Services = services;
        State = state;
    }

    /// <summary>What the group was given from outside.</summary>
    public GroupServices Services { get; private set; }

    /// <summary>The present epoch.</summary>
    public GroupState State { get; private set; }

    /// <summary>The public state of the present epoch.</summary>
    public PublicGroup Public => State.Public;

    /// <summary>The group's id.</summary>
    public GroupId GroupId => Public.GroupId;

    /// <summary>The present epoch's number.</summary>
    public Epoch Epoch => Public.Epoch;

    /// <summary>The member's own leaf.</summary>
    public LeafIndex OwnLeaf => State.OwnLeaf;

    /// <summary>The nodes of the ratchet tree whose private keys this member holds (RFC 9420, section 4.2): its leaf, then parents upwards.</summary>
    public IEnumerable<NodeIndex> HeldNodes => State.Keys.Parents().Select(held => held.Node).Prepend(OwnLeaf.Node);

    /// <summary>RFC 9420, section 8.7: equal for all members of an epoch, lent.</summary>
    public EpochAuthenticator EpochAuthenticator => State.Secrets.EpochAuthenticator;

    /// <summary>RFC 9420, section 8.5: <c>MLS-Exporter(label, context, length)</c>. The caller owns the secret.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than 255 Nh or 65,535.</exception>
    public Secret Export(ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length) =>
        Exporter.Export(Services.Crypto, State.Secrets.Exporter, label, context, length);

    /// <summary>Processes a message of this group; see <see cref="MessageReceiver"/>.</summary>
    public ReceiveResult Receive(MlsMessage message) => MessageReceiver.Receive(this, message);

    /// <summary>Encrypts application data to the group (RFC 9420, section 6.3); proposals of the epoch are committed first (section 12.4).</summary>
    /// <exception cref="ProtocolViolationException">A proposal waits for a Commit, or a ReInit has ended the group.</exception>
    public MlsMessage Protect(ReadOnlySpan<byte> data, OpaqueBytes authenticatedData = default)
    {
        Rule.Require(State.Proposals.Refs.Count == 0, CommitViolations.ProposalsPending);
        var content = new FramedContent(GroupId, Epoch, new Sender.Member(OwnLeaf), authenticatedData, new FramedContentBody.Application(new OpaqueBytes(data)));
        return ContentProtector.Protect(Services, State, content, WireFormat.PrivateMessage);
    }

    /// <summary>Sends a proposal (RFC 9420, section 12.1); it enters the group's own list, too.</summary>
    public MlsMessage Propose(Proposal proposal, WireFormat format = WireFormat.PublicMessage)
    {
        ProposalRules.Check(Services, Public, proposal, new Sender.Member(OwnLeaf), LifetimeCheck.AtClock);
        var content = new FramedContent(GroupId, Epoch, new Sender.Member(OwnLeaf), default, new FramedContentBody.OfProposal(proposal));
        return ContentProtector.Protect(Services, State, content, format);
    }

    /// <summary>Proposes a new leaf for this member (RFC 9420, section 12.1.2).</summary>
    public MlsMessage ProposeUpdate(WireFormat format = WireFormat.PublicMessage)
    {
        var keys = Services.LeafKeys.Next(Services.Crypto, Services.Random, GroupId, State.Signer);
        try
        {
            var leaf = (CommitBuilder.NextLeaf(Public.Tree.Leaf(OwnLeaf)!, keys) with { Source = new LeafNodeSource.Update() })
                .Sign(Services.Crypto, keys.SignatureKey, new LeafPlace(GroupId, OwnLeaf));
            var message = Propose(new Proposal.Update(leaf), format);
            State.PendingUpdates.Add(leaf.EncryptionKey, keys);
            return message;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Builds a Commit on the present epoch (RFC 9420, section 12.4.1).</summary>
    public PendingCommit Commit(CommitOptions options) => CommitBuilder.Build(Services, State, options);

    /// <summary>Builds a Commit on one that has not been accepted yet.</summary>
    public PendingCommit CommitOn(StagedCommit staged, CommitOptions options) =>
        CommitBuilder.Build(Services, staged.Next ?? throw new InvalidOperationException("the Commit removes this member"), options);

    /// <summary>Builds an external Commit that replaces this client's own leaf, on the state that it has instead of a GroupInfo (RFC 9420, section 12.4.3.2): for one that shares
    /// its leaf with others and does not hold the leaf's signature key, without which it can make no other Commit.</summary>
    /// <param name="identity">What the new leaf says about the client.</param>
    /// <param name="signatureKey">The client's signature key, lent.</param>
    /// <param name="leafKeys">Where the keys of the new leaf come from; the group's own source where nothing is said.</param>
    public PendingCommit ReplaceOwnLeaf(ClientIdentity identity, SignaturePrivateKey signatureKey, ILeafKeySource? leafKeys = null)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(signatureKey);
        return ExternalJoiner.Replace(leafKeys is null ? Services : Services with { LeafKeys = leafKeys }, State, identity, signatureKey);
    }

    /// <summary>Goes on to the next epoch and clears the old one (RFC 9420, section 9.2).</summary>
    /// <exception cref="InvalidOperationException">The Commit was made in another epoch than the present one, or removes this member.</exception>
    public void Apply(StagedCommit staged)
    {
        ArgumentNullException.ThrowIfNull(staged);
        if (!ReferenceEquals(staged.Before, State))
        {
            throw new InvalidOperationException($"the Commit was not built on the present state, epoch {Epoch} of group {GroupId}");
        }

        if (staged.RemovesSelf)
        {
            throw new InvalidOperationException("the Commit removes this member: dispose of the group");
        }

        var now = Services.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var old = State;
        var next = staged.Take()!;
        next.Past = old.Past;
        next.Past.Add(new PastEpoch(old.Public, old.OwnLeaf, old.Secrets.TakeSenderData(), old.Messages, old.Sent, old.SentData, now));
        next.Past.Add(old.Public.Epoch, old.Secrets.TakeResumptionPsk());
        old.DisposeSuperseded(next);
        next.Past.Forget(now);
        State = next;
    }

    /// <summary>Clears the past epochs whose time is over (<see cref="GroupLimits.PastEpochAge"/>). Applying a Commit and receiving a message of a past epoch
    /// do so by themselves; call it where a group may stay idle.</summary>
    public void ForgetPastEpochs() => State.Past.Forget(Services.Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Shares the tree with other members in the same process; it must be the same tree.</summary>
    public void ShareTree(RatchetTree same) => State.Share(Services.Crypto, same);

    /// <summary>A signed GroupInfo of the present epoch (RFC 9420, section 12.4.3).</summary>
    public GroupInfo GroupInfo(bool withTree, bool withExternalPub) => GroupInfoFactory.Create(Services, State, withTree, withExternalPub);

    /// <inheritdoc/>
    public void Dispose() => State.Dispose();

    /// <summary>The group has begun: where it came from does not matter any more.</summary>
    internal void ForgetOrigin() => Services = Services with { Origin = null };
}
