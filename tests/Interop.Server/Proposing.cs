using Google.Protobuf;
using Interop.Server.Protos;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Wire;
using ExternalSender = Mls.Core.Nodes.ExternalSender;

namespace Interop.Server;

/// <summary>Proposals of members and of external senders.</summary>
internal sealed class Proposing(Clients clients, Surroundings surroundings)
{
    /// <summary>Adds a client.</summary>
    public ProposalResponse Add(AddProposalRequest request) =>
        Propose(request.StateId, (_, _) => new Proposal.Add(Messages.ReadKeyPackage(request.KeyPackage)));

    /// <summary>A new leaf for the member itself.</summary>
    public ProposalResponse Update(UpdateProposalRequest request) => Answer(clients.Find<Member>(request.StateId).ProposeUpdate());

    /// <summary>Removes a member.</summary>
    public ProposalResponse Remove(RemoveProposalRequest request) =>
        Propose(request.StateId, (_, make) => new Proposal.Remove(make.LeafOf(request.RemovedId.Opaque())));

    /// <summary>Mixes in an external key.</summary>
    public ProposalResponse ExternalPsk(ExternalPSKProposalRequest request) =>
        Propose(request.StateId, (_, make) => make.ExternalPsk(request.PskId.Opaque()));

    /// <summary>Mixes in the resumption key of an epoch.</summary>
    public ProposalResponse ResumptionPsk(ResumptionPSKProposalRequest request) => Propose(request.StateId, (_, make) => make.ResumptionPsk(request.EpochId));

    /// <summary>Replaces the extensions of the GroupContext.</summary>
    public ProposalResponse GroupContextExtensions(GroupContextExtensionsProposalRequest request) =>
        Propose(request.StateId, (_, _) => new Proposal.GroupContextExtensions(request.Extensions.ToExtensions()));

    /// <summary>Ends the group in favour of another.</summary>
    public ProposalResponse ReInit(ReInitProposalRequest request) =>
        Propose(request.StateId, (_, _) => Descriptions.ReInit(request.GroupId.Opaque(), request.CipherSuite, request.Extensions.ToExtensions()));

    /// <summary>Lets one more external sender in; the other extensions of the GroupContext stay.</summary>
    public ProposalResponse AddExternalSigner(AddExternalSignerRequest request) =>
        Propose(request.StateId, (group, _) =>
        {
            var sender = Tls.Decode<ExternalSender>(request.ExternalSender.Span);
            var present = group.Public.Context.Extensions;
            var senders = new ExternalSenders([.. present.Find<ExternalSenders>(ExtensionType.ExternalSenders)?.Items ?? [], sender]);
            var others = present.Items.Where(extension => extension.Type != ExtensionType.ExternalSenders).ToValueList();
            return new Proposal.GroupContextExtensions(new ExtensionList(others).With(ExtensionType.ExternalSenders, Tls.EncodeOpaque(senders)));
        });

    /// <summary>Makes an external sender.</summary>
    public CreateExternalSignerResponse CreateExternalSigner(CreateExternalSignerRequest request)
    {
        var suite = new Mls.Core.Crypto.CipherSuite(Messages.Number(request.CipherSuite, "suite"));
        var key = surroundings.NewSigner(suite);
        var sender = new ExternalSender(key.PublicKey, new Credential.Basic(request.Identity.Opaque()));
        return new CreateExternalSignerResponse { SignerId = clients.Add(new ExternalSigner(suite, sender, key)), ExternalSender = sender.ToField() };
    }

    /// <summary>A proposal of an external sender. Its place is looked up in the GroupInfo; the place in the request counts only among several that are the sender's.</summary>
    public ProposalResponse ExternalSignerProposal(ExternalSignerProposalRequest request)
    {
        var signer = clients.Find<ExternalSigner>(request.SignerId);
        using var psks = new PskTable();
        var services = surroundings.Services(signer.Suite, psks);
        var observed = PublicGroup.FromGroupInfo(services, Messages.ReadGroupInfo(request.GroupInfo), Messages.ReadTree(request.RatchetTree));
        var description = request.Description ?? throw new RefusedException("the description is missing");
        var proposal = new Descriptions(surroundings, observed.Context, observed.Tree).Make(description);
        var senders = observed.Context.Extensions.Find<ExternalSenders>(ExtensionType.ExternalSenders)?.Items ?? [];
        var places = Enumerable.Range(0, senders.Count).Where(place => senders[place] == signer.Sender).Select(place => (uint)place).ToList();
        if (places.Count == 0)
        {
            throw new RefusedException("the signer is not among the group's external senders");
        }

        var index = places.Contains(request.SignerIndex) ? request.SignerIndex : places[0];
        return new ProposalResponse { Proposal = ExternalProposals.Send(services.Crypto, observed.Context, index, proposal, signer.Key).ToField() };
    }

    private ProposalResponse Propose(uint stateId, Func<Group, Descriptions, Proposal> make)
    {
        var member = clients.Find<Member>(stateId);
        var group = member.Group;
        return Answer(member.Propose(make(group, new Descriptions(surroundings, group.Public.Context, group.Public.Tree))));
    }

    private static ProposalResponse Answer(byte[] message) => new() { Proposal = ByteString.CopyFrom(message) };
}
