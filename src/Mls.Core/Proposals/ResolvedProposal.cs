using Mls.Core.Identifiers;

namespace Mls.Core.Proposals;

/// <summary>A proposal of a Commit with the one who sent it.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Sender">Its sender: the committer for a proposal by value.</param>
/// <param name="IsByReference">Whether the Commit names it by reference.</param>
public sealed record ResolvedProposal(Proposal Proposal, Sender Sender, bool IsByReference);
