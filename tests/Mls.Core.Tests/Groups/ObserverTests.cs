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
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class ObserverTests
{
    [Fact]
    public void An_observer_follows_a_group_from_a_GroupInfo_and_its_public_messages()
    {
        using var group = TestGroup.Of(4);
        var observer = Observer.At(Services.Seeded("observer"), group[0].Group.GroupInfo(withTree: true, withExternalPub: false), null);

        for (var round = 0; round < 3; round++)
        {
            var update = group[2].Group.ProposeUpdate();
            group.Broadcast(group[2], update);
            Assert.IsType<ObserveResult.ProposalSeen>(observer.Observe(Sent(update)));
            var commit = group.Commit(1, new CommitOptions { Proposals = round == 1 ? [new Proposal.Remove(group[3].Leaf)] : [] });
            var moved = Assert.IsType<ObserveResult.Moved>(observer.Observe(Sent(commit.Message), LifetimeCheck.AtClock));
            Assert.Equal(round == 1, moved.Transition.Removes(new LeafIndex(3)));
            Assert.Equal(group[0].Group.Public.Context, observer.Public.Context);
            Assert.Equal(Tls.Encode(group[0].Group.Public.Tree), Tls.Encode(observer.Public.Tree));
            Assert.Empty(observer.Proposals.Refs);
            commit.Dispose();
        }
    }

    [Fact]
    public void What_an_observer_cannot_follow_is_a_result()
    {
        using var group = TestGroup.Of(3);
        using var other = TestGroup.Of(2, "another");
        var observer = Observer.At(Services.Seeded("observer"), group[0].Group.GroupInfo(withTree: false, withExternalPub: false), group[0].Group.Public.Tree);
        var old = group.Commit(0).Message;
        Assert.IsType<ObserveResult.Moved>(observer.Observe(old));

        Assert.Equal(new ObserveResult.OldEpoch(new Epoch(1)), observer.Observe(old));
        Assert.Equal(new ObserveResult.OtherGroup(other[0].Group.GroupId), observer.Observe(other[0].Group.ProposeUpdate()));
        Assert.Equal(new ObserveResult.Unreadable(ContentType.Application), observer.Observe(group[1].Group.Protect("secret"u8)));
        Assert.Equal(new ObserveResult.Unreadable(ContentType.Commit), observer.Observe(group.Commit(1, new CommitOptions { Format = WireFormat.PrivateMessage }).Message));
        Assert.Equal(new ObserveResult.FutureEpoch(new Epoch(3)), observer.Observe(group.Commit(2).Message));
        Assert.Throws<ArgumentException>(() => observer.Observe(new MlsMessage.OfGroupInfo(group[0].Group.GroupInfo(withTree: false, withExternalPub: false))));
    }

    [Fact]
    public void A_forged_Commit_does_not_move_an_observer()
    {
        using var group = TestGroup.Of(3);
        var observer = Observer.At(Services.Seeded("observer"), group[0].Group.GroupInfo(withTree: true, withExternalPub: false), null);
        var before = observer.Public;
        using var pending = group[1].Group.Commit(new CommitOptions());
        var message = ((MlsMessage.OfPublicMessage)pending.Message).Message;
        var forged = message with { Content = message.Content with { Sender = new Sender.Member(new LeafIndex(2)) } };

        var refused = Assert.Throws<ProtocolViolationException>(() => observer.Observe(new MlsMessage.OfPublicMessage(forged)));

        Assert.Equal("6.1", refused.Violation.Section);
        Assert.Same(before, observer.Public);
    }

    [Fact]
    public void Proposals_from_outside_are_committed()
    {
        using var sender = new TestClient("server");
        var senders = new ExternalSenders([new ExternalSender(sender.Signer.PublicKey, sender.Identity.Credential)]);
        var extensions = ExtensionList.Empty.With(ExtensionType.ExternalSenders, Tls.EncodeOpaque(senders));
        using var group = TestGroup.Of(3, extensions: extensions, change: services => services with { Psks = new TestPsks().With("shared") });
        using var joiner = new TestClient("J", services => services with { Psks = new TestPsks().With("shared") });
        using var bundle = joiner.NewKeyPackage();
        var crypto = sender.Services.Crypto;
        var psk = new PreSharedKeyId.External(OpaqueBytes.FromText("shared"), OpaqueBytes.Own(new byte[32]));
        var context = group[0].Group.Public.Context;
        MlsMessage[] proposals =
        [
            ExternalProposals.Send(crypto, context, 0, new Proposal.Remove(group[2].Leaf), sender.Signer),
            ExternalProposals.Send(crypto, context, 0, new Proposal.PreSharedKey(psk), sender.Signer),
            ExternalProposals.Send(crypto, context, 0, new Proposal.GroupContextExtensions(extensions), sender.Signer),
            ExternalProposals.Join(crypto, context, bundle),
        ];
        foreach (var proposal in proposals)
        {
            Assert.All(group.Members, member => Assert.IsType<ReceiveResult.ProposalStored>(member.Group.Receive(Sent(proposal))));
        }

        group.Commit(1, joining: [(joiner, bundle)]).Dispose();

        group.AssertAgreement();
        Assert.Equal(["A", "B", "J"], group.Members.Select(member => member.Name));
    }

    [Fact]
    public void An_external_sender_proposes_a_ReInit()
    {
        using var sender = new TestClient("server");
        var senders = new ExternalSenders([new ExternalSender(sender.Signer.PublicKey, sender.Identity.Credential)]);
        using var group = TestGroup.Of(2, extensions: ExtensionList.Empty.With(ExtensionType.ExternalSenders, Tls.EncodeOpaque(senders)));
        var reInit = new Proposal.ReInit(new GroupId([1]), ProtocolVersion.Mls10, sender.Services.Crypto.Suite, ExtensionList.Empty);
        var message = ExternalProposals.Send(sender.Services.Crypto, group[0].Group.Public.Context, 0, reInit, sender.Signer);
        Assert.All(group.Members, member => Assert.IsType<ReceiveResult.ProposalStored>(member.Group.Receive(message)));

        group.Commit(0, new CommitOptions { ForcePath = false }).Dispose();

        Assert.All(group.Members, member => Assert.Equal(reInit, member.Group.Public.ClosedBy));
    }

    [Fact]
    public void An_external_sender_that_the_group_does_not_know_cannot_propose()
    {
        using var sender = new TestClient("server");
        using var group = TestGroup.Of(2);
        var context = group[0].Group.Public.Context;

        Assert.Throws<ArgumentException>(() => ExternalProposals.Send(sender.Services.Crypto, context, 0, new Proposal.Remove(group[1].Leaf), sender.Signer));
        Assert.Throws<ProtocolViolationException>(
            () => ExternalProposals.Send(sender.Services.Crypto, context, 0, new Proposal.Update(group[1].Group.Public.Tree.Leaf(group[1].Leaf)!), sender.Signer));
    }

    private static MlsMessage Sent(MlsMessage message) => Tls.Decode<MlsMessage>(Tls.Encode(message));
}
