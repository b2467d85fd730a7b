using System.Text;
using Interop.Server.Protos;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>Makes proposals of what the interface tells about them.</summary>
/// <param name="surroundings">Where nonces come from.</param>
/// <param name="context">The GroupContext of the epoch in which they are made.</param>
/// <param name="tree">The tree of the epoch.</param>
internal sealed class Descriptions(Surroundings surroundings, GroupContext context, RatchetTree tree)
{
    /// <summary>The proposal that is described.</summary>
    /// <exception cref="RefusedException">The type is unknown, or what it names is.</exception>
    /// <exception cref="MalformedException">A field does not decode.</exception>
    public Proposal Make(ProposalDescription description) => Encoding.UTF8.GetString(description.ProposalType.Span) switch
    {
        "add" => new Proposal.Add(Messages.ReadKeyPackage(description.KeyPackage)),
        "remove" => new Proposal.Remove(LeafOf(description.RemovedId.Opaque())),
        "externalPSK" => ExternalPsk(description.PskId.Opaque()),
        "resumptionPSK" => ResumptionPsk(description.EpochId),
        "groupContextExtensions" => new Proposal.GroupContextExtensions(description.Extensions.ToExtensions()),
        "reinit" => ReInit(description.GroupId.Opaque(), description.CipherSuite, description.Extensions.ToExtensions()),
        var type => throw new RefusedException($"proposal type \"{type}\" is unknown"),
    };

    /// <summary>An external key.</summary>
    public Proposal ExternalPsk(OpaqueBytes id) => new Proposal.PreSharedKey(surroundings.External(context.CipherSuite, id));

    /// <summary>The resumption key of an epoch of this group.</summary>
    public Proposal ResumptionPsk(ulong epoch) => new Proposal.PreSharedKey(surroundings.Resumption(context.CipherSuite, context.GroupId, new Epoch(epoch)));

    /// <summary>The end of the group in favour of another.</summary>
    /// <exception cref="RefusedException">The suite's number has more than 16 bits.</exception>
    public static Proposal.ReInit ReInit(OpaqueBytes groupId, uint suite, ExtensionList extensions) =>
        new(new GroupId(groupId), ProtocolVersion.Mls10, new CipherSuite(Messages.Number(suite, "suite")), extensions);

    /// <summary>The first leaf with that basic identity.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public LeafIndex LeafOf(OpaqueBytes identity)
    {
        var credential = new Credential.Basic(identity);
        foreach (var (index, leaf) in tree.Leaves())
        {
            if (leaf.Credential == credential)
            {
                return index;
            }
        }

        throw new RefusedException($"no member has the identity {identity}");
    }
}
