using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Follows a group from outside, from a GroupInfo and public messages, without any of its secrets: membership and confirmation tags are not checked,
/// signatures, proposals, paths and hashes are (RFC 9420, sections 12.4.2 and 16.6). Not safe for use by several threads at once.</summary>
public sealed class Observer
{
    private readonly GroupServices _services;

    private Observer(GroupServices services, PublicGroup group)
    {
        _services = services;
        Public = group;
    }

    /// <summary>The state of the present epoch.</summary>
    public PublicGroup Public { get; private set; }

    /// <summary>The proposals seen in the present epoch.</summary>
    public ProposalCache Proposals { get; private set; } = ProposalCache.Empty;

    /// <summary>Starts at a GroupInfo.</summary>
    /// <param name="services">Primitives, clock and authentication service of the observer; its randomness and stores are not used.</param>
    /// <param name="info">A GroupInfo of the present epoch.</param>
    /// <param name="tree">The tree, where the GroupInfo does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">An extension that is needed does not decode.</exception>
    public static Observer At(GroupServices services, GroupInfo info, RatchetTree? tree) => new(services, PublicGroup.FromGroupInfo(services, info, tree));

    /// <summary>Takes a message of the group. One that is refused has changed nothing.</summary>
    /// <param name="message">The message.</param>
    /// <param name="lifetimes">Whether its KeyPackages are to be used now or have been used.</param>
    /// <exception cref="ArgumentException">It is no message to a group.</exception>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">A GroupContext extension does not decode.</exception>
    public ObserveResult Observe(MlsMessage message, LifetimeCheck lifetimes = LifetimeCheck.Waived)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (groupId, epoch) = message switch
        {
            MlsMessage.OfPublicMessage { Message.Content: var content } => (content.GroupId, content.Epoch),
            MlsMessage.OfPrivateMessage { Message: var content } => (content.GroupId, content.Epoch),
            _ => throw new ArgumentException($"a {message.WireFormat} is not sent to a group", nameof(message)),
        };
        if (groupId != Public.GroupId)
        {
            return new ObserveResult.OtherGroup(groupId);
        }

        if (epoch != Public.Epoch)
        {
            return epoch < Public.Epoch ? new ObserveResult.OldEpoch(epoch) : new ObserveResult.FutureEpoch(epoch);
        }

        return message is MlsMessage.OfPublicMessage { Message: var open }
            ? Take(ContentVerifier.Verify(_services.Crypto, Public, open.Authenticated), lifetimes)
            : new ObserveResult.Unreadable(((MlsMessage.OfPrivateMessage)message).Message.ContentType);
    }

    private ObserveResult Take(VerifiedContent verified, LifetimeCheck lifetimes)
    {
        switch (verified.Content.Body)
        {
            case FramedContentBody.OfProposal { Proposal: var proposal }:
                Rule.Require(!Public.IsClosed, CommitViolations.MessageAfterReInit);
                ProposalRules.Check(_services, Public, proposal, verified.Sender, lifetimes);
                var reference = ProposalRefs.Of(_services.Crypto, verified.Authenticated);
                Proposals = Proposals.With(reference, proposal, verified.Sender);
                return new ObserveResult.ProposalSeen(reference, verified.Sender, proposal);
            case FramedContentBody.OfCommit:
                var transition = PublicTransition.Compute(_services, Public, verified, Proposals, lifetimes);
                Public = transition.After;
                Proposals = ProposalCache.Empty;
                return new ObserveResult.Moved(transition);
            default:
                throw new ProtocolViolationException(FramingViolations.ApplicationInPublicMessage);
        }
    }
}
