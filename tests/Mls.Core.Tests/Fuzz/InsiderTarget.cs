using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tests.Groups;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>What a hostile member can send: any content, signed, tagged and, inside, signed once more by whoever can, so that it gets past the door.</summary>
internal sealed class InsiderTarget(FuzzScene scene) : ReceiveTarget(scene)
{
    public override string Name => "ReceiveFromInsider";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. scene.Messages
        .Select(octets => Tls.Decode<MlsMessage>(octets)).OfType<MlsMessage.OfPublicMessage>()
        .Select(message => Tls.Encode(message.Message.Content))];

    protected override void Execute(byte[] input)
    {
        var content = Tls.Decode<FramedContent>(input);
        var place = content.Sender is Sender.Member member ? member.Leaf : new LeafIndex(0);
        var from = Scene.Group.Members.FirstOrDefault(one => one.Leaf == place) ?? Scene.Group[0];
        content = content with { Body = Resigned(content, from) };
        var signer = content.Sender is Sender.Member ? from.Group.State.Signer : Scene.Joiner.Signer;
        Receive(Forge.Public(from, content, null, signer));
    }

    private FramedContentBody Resigned(FramedContent content, TestMember from) => content.Body switch
    {
        FramedContentBody.OfProposal { Proposal: var proposal } => new FramedContentBody.OfProposal(Resigned(proposal, from)),
        FramedContentBody.OfCommit { Commit: var commit } => new FramedContentBody.OfCommit(new Commit(
            [.. commit.Proposals.Select(one => one is ProposalOrRef.ByValue value ? new ProposalOrRef.ByValue(Resigned(value.Proposal, from)) : one)],
            commit.Path is { } path ? path with { LeafNode = Resigned(path.LeafNode, content.Sender is Sender.Member ? from : null) } : null)),
        var other => other,
    };

    private Proposal Resigned(Proposal proposal, TestMember from) => proposal switch
    {
        Proposal.Update update => new Proposal.Update(Resigned(update.LeafNode, from)),
        Proposal.Add { KeyPackage: var package } => new Proposal.Add(Resigned(package)),
        _ => proposal,
    };

    private KeyPackage Resigned(KeyPackage package) =>
        (package with { LeafNode = package.LeafNode.Sign(Suites.One, Scene.Joiner.Signer, new LeafPlace(Scene.Victim.Group.GroupId, default)) }).Sign(Suites.One, Scene.Joiner.Signer);

    private LeafNode Resigned(LeafNode leaf, TestMember? from)
    {
        var place = new LeafPlace(Scene.Victim.Group.GroupId, from?.Leaf ?? Scene.Victim.Group.Public.Tree.NextFreeLeaf());
        return leaf.Sign(Suites.One, from?.Group.State.Signer ?? Scene.Joiner.Signer, place);
    }
}
