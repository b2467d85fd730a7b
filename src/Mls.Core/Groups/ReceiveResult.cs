using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>What became of a received message. Expected situations are results, broken rules are exceptions. A closed choice.</summary>
public abstract record ReceiveResult
{
    private ReceiveResult()
    {
    }

    /// <summary>Application data of a verified sender.</summary>
    /// <param name="Sender">Its leaf in the epoch of the message.</param>
    /// <param name="Epoch">The epoch of the message.</param>
    /// <param name="Generation">The sender's message number.</param>
    /// <param name="Data">The data.</param>
    /// <param name="AuthenticatedData">The additional authenticated data.</param>
    public sealed record Application(LeafIndex Sender, Epoch Epoch, uint Generation, OpaqueBytes Data, OpaqueBytes AuthenticatedData) : ReceiveResult
    {
        /// <summary>The sender's leaf node in the epoch of the message: by now somebody else may stand at its place.</summary>
        public required LeafNode SenderNode { get; init; }
    }

    /// <summary>A proposal, kept until somebody commits.</summary>
    public sealed record ProposalStored(ProposalRef Ref, Sender Sender, Proposal Proposal) : ReceiveResult;

    /// <summary>A Commit, ready to be applied or dropped.</summary>
    public sealed record CommitStaged(StagedCommit Staged) : ReceiveResult;

    /// <summary>What this member itself has sent.</summary>
    public sealed record OwnEcho : ReceiveResult;

    /// <summary>It has been processed before.</summary>
    public sealed record Duplicate : ReceiveResult;

    /// <summary>It belongs to an epoch that is gone.</summary>
    public sealed record OldEpoch(Epoch Epoch) : ReceiveResult;

    /// <summary>It belongs to an epoch that has not begun here: hold it.</summary>
    public sealed record FutureEpoch(Epoch Epoch) : ReceiveResult;

    /// <summary>It belongs to another group.</summary>
    public sealed record OtherGroup(GroupId GroupId) : ReceiveResult;

    /// <summary>A Commit of one's own leaf that builds on something not seen yet: hold it and catch up.</summary>
    public sealed record AwaitingSibling(string Missing) : ReceiveResult;
}
