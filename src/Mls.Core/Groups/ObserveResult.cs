using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;

namespace Mls.Core.Groups;

/// <summary>What an observer made of a message. A closed choice.</summary>
public abstract record ObserveResult
{
    private ObserveResult()
    {
    }

    /// <summary>A proposal, kept until somebody commits.</summary>
    public sealed record ProposalSeen(ProposalRef Ref, Sender Sender, Proposal Proposal) : ObserveResult;

    /// <summary>A Commit that has been followed.</summary>
    public sealed record Moved(PublicTransition Transition) : ObserveResult;

    /// <summary>An encrypted message. Behind a Commit of this kind the observer needs another GroupInfo.</summary>
    public sealed record Unreadable(ContentType ContentType) : ObserveResult;

    /// <summary>It belongs to an epoch that is gone.</summary>
    public sealed record OldEpoch(Epoch Epoch) : ObserveResult;

    /// <summary>It belongs to an epoch that has not begun here: hold it, or start anew at a GroupInfo of that epoch.</summary>
    public sealed record FutureEpoch(Epoch Epoch) : ObserveResult;

    /// <summary>It belongs to another group.</summary>
    public sealed record OtherGroup(GroupId GroupId) : ObserveResult;
}
