using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Validation;

/// <summary>Proposals that may be applied together (RFC 9420, section 12.2), sorted by kind. Comes only out of <see cref="ProposalListRules"/>.</summary>
public sealed class ValidProposalList
{
    internal ValidProposalList(ProposalList list, IReadOnlySet<ProposalType> withoutPath)
    {
        Committer = list.Committer;
        All = list.Items;
        foreach (var item in list.Items)
        {
            RequiresPath |= item.Proposal.RequiresPath && !(item.Proposal is Proposal.Custom && withoutPath.Contains(item.Proposal.Type));
            switch (item.Proposal)
            {
                case Proposal.Add add:
                    Adds.Add(add.KeyPackage);
                    break;
                case Proposal.Update update:
                    Updates.Add((((Sender.Member)item.Sender).Leaf, update.LeafNode));
                    break;
                case Proposal.Remove remove:
                    Removes.Add(remove.Removed);
                    break;
                case Proposal.PreSharedKey psk:
                    Psks.Add(psk.Psk);
                    break;
                case Proposal.ReInit reInit:
                    ReInit = reInit;
                    break;
                case Proposal.ExternalInit init:
                    ExternalInit = init;
                    break;
                case Proposal.GroupContextExtensions extensions:
                    Extensions = extensions.Extensions;
                    break;
                default:
                    break;
            }
        }

        RequiresPath |= list.Items.Count == 0;
    }

    /// <summary>Who commits.</summary>
    public Sender Committer { get; }

    /// <summary>All proposals in the order of the Commit.</summary>
    public ValueList<ResolvedProposal> All { get; }

    /// <summary>Whether the Commit must carry a path.</summary>
    public bool RequiresPath { get; }

    /// <summary>The ReInit, where there is one.</summary>
    public Proposal.ReInit? ReInit { get; }

    /// <summary>The ExternalInit of an external Commit.</summary>
    public Proposal.ExternalInit? ExternalInit { get; }

    /// <summary>New extensions of the GroupContext.</summary>
    public ExtensionList? Extensions { get; }

    internal List<KeyPackage> Adds { get; } = [];

    internal List<(LeafIndex Leaf, LeafNode Node)> Updates { get; } = [];

    internal List<LeafIndex> Removes { get; } = [];

    internal List<PreSharedKeyId> Psks { get; } = [];
}
