using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Security;

/// <summary>What anybody can see of groups: their public states epoch by epoch, as far as Commits lead from one that is known, Welcomes and messages.</summary>
/// <param name="services">Whoever follows from outside asks nobody and trusts everything.</param>
internal sealed class PublicHistory(GroupServices services)
{
    private readonly Dictionary<(GroupId Group, ulong Epoch), PublicGroup> _states = [];
    private readonly Dictionary<(GroupId Group, ulong Epoch), AuthenticatedContent> _commits = [];
    private readonly Dictionary<(GroupId Group, ulong Epoch), ProposalCache> _proposals = [];
    private readonly List<PublicGroup> _unread = [];

    /// <summary>Commits whose public half has been computed, those of one group in their order.</summary>
    public List<PublicTransition> Transitions { get; } = [];

    /// <summary>Welcomes.</summary>
    public List<Welcome> Welcomes { get; } = [];

    /// <summary>Application messages, by the name of the group and the number in its log.</summary>
    public Dictionary<(GroupName Group, ulong Number), PrivateMessage> Messages { get; } = [];

    /// <summary>The known states.</summary>
    public IReadOnlyCollection<PublicGroup> States => _states.Values;

    /// <summary>A state, where it is known.</summary>
    public PublicGroup? State(GroupId group, ulong epoch) => _states.GetValueOrDefault((group, epoch));

    /// <summary>Takes what a mailbox holds. Whatever does not decode is nothing.</summary>
    public void Hear(DeviceItem item)
    {
        try
        {
            switch (item)
            {
                case DeviceItem.Entry entry:
                    Hear(entry);
                    break;
                case DeviceItem.Welcomed { Welcome: var octets } when Tls.Decode<MlsMessage>(octets) is MlsMessage.OfWelcome { Welcome: var welcome }:
                    Welcomes.Add(welcome);
                    break;
                case DeviceItem.Created { GroupInfo: var octets } when Tls.Decode<MlsMessage>(octets) is MlsMessage.OfGroupInfo { GroupInfo: var info }:
                    Know(info.Context, info.Extensions.Find<RatchetTree>(ExtensionType.RatchetTree), info.ConfirmationTag);
                    break;
                case DeviceItem.PublicState state:
                    Know(Tls.Decode<GroupContext>(state.Context), Tls.Decode<RatchetTree>(state.Tree), new MacTag(state.ConfirmationTag));
                    break;
                default:
                    break;
            }
        }
        catch (MalformedException)
        {
            // Noise in the log.
        }
    }

    /// <summary>Takes a state.</summary>
    public void Know(PublicGroup group)
    {
        if (_states.TryAdd((group.GroupId, group.Epoch.Value), group))
        {
            _unread.Add(group);
        }
    }

    /// <summary>Follows Commits from every state that nothing has been followed from.</summary>
    /// <returns>Whether there was anything new.</returns>
    public bool Extend()
    {
        var isNew = false;
        for (var i = _unread.Count - 1; i >= 0; i--)
        {
            var state = _unread[i];
            if (_commits.Remove((state.GroupId, state.Epoch.Value), out var commit))
            {
                _unread.RemoveAt(i);
                Follow(state, commit);
                i = _unread.Count;
                isNew = true;
            }
        }

        return isNew;
    }

    private void Hear(DeviceItem.Entry entry)
    {
        switch (Tls.Decode<MlsMessage>(entry.Octets))
        {
            case MlsMessage.OfPublicMessage { Message: { Content.Body: FramedContentBody.OfCommit } message }:
                _commits.TryAdd((message.Content.GroupId, message.Content.Epoch.Value), message.Authenticated);
                break;
            case MlsMessage.OfPublicMessage { Message: { Content: { Body: FramedContentBody.OfProposal { Proposal: var proposal } } content } message }:
                var place = (content.GroupId, content.Epoch.Value);
                _proposals[place] = _proposals.GetValueOrDefault(place, ProposalCache.Empty).With(ProposalRefs.Of(services.Crypto, message.Authenticated), proposal, content.Sender);
                break;
            case MlsMessage.OfPrivateMessage { Message: { ContentType: ContentType.Application } message }:
                Messages.TryAdd((entry.Group, entry.Number), message);
                break;
            default:
                break;
        }
    }

    private void Know(GroupContext context, RatchetTree? tree, MacTag tag)
    {
        if (tree is null || _states.ContainsKey((context.GroupId, context.Epoch.Value)))
        {
            return;
        }

        try
        {
            Know(PublicGroup.FromParts(services, context, tree, tag));
        }
        catch (ProtocolViolationException)
        {
            // Not a state of a group.
        }
    }

    private void Follow(PublicGroup state, AuthenticatedContent commit)
    {
        try
        {
            var verified = ContentVerifier.Verify(services.Crypto, state, commit);
            var proposals = _proposals.GetValueOrDefault((state.GroupId, state.Epoch.Value), ProposalCache.Empty);
            var transition = PublicTransition.Compute(services, state, verified, proposals, LifetimeCheck.Waived);
            Transitions.Add(transition);
            Know(transition.After);
        }
        catch (Exception exception) when (exception is ProtocolViolationException or MalformedException)
        {
            // What members refuse does not lead anywhere.
        }
    }
}
