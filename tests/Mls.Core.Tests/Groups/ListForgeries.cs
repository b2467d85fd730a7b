using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, section 12.2, in the proposals of one Commit.</summary>
internal static class ListForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Listed(CommitViolations.CommitterUpdate, "an Update of the committer by value", scene =>
        {
            var update = (FramedContentBody.OfProposal)Forge.Opened(Forge.Update(scene, leaf => leaf)).Content.Body;
            return [update.Proposal];
        }, _ => []),
        Forgery.Message(CommitViolations.CommitterUpdate, "an Update of the committer by reference", (scene, broken) =>
        {
            var update = scene.Attacker.Group.ProposeUpdate();
            scene.Group.Broadcast(scene.Attacker, update);
            return HostileCommitter.Commit(scene.Attacker, broken ? [Reference(scene)] : []);
        }),
        Listed(CommitViolations.CommitterRemoved, "the committer removes itself", scene => [new Proposal.Remove(scene.Attacker.Leaf)], _ => [new Proposal.Remove(new LeafIndex(3))]),
        Listed(CommitViolations.LeafChangedTwice, "one member removed twice", _ => [new Proposal.Remove(new LeafIndex(3)), new Proposal.Remove(new LeafIndex(3))], _ => [new Proposal.Remove(new LeafIndex(3))]),
        Forgery.Message(CommitViolations.LeafChangedTwice, "one member updated and removed", (scene, broken) =>
        {
            scene.Group.Broadcast(scene.Group[2], scene.Group[2].Group.ProposeUpdate());
            return HostileCommitter.Commit(scene.Attacker, broken ? [Reference(scene), new ProposalOrRef.ByValue(new Proposal.Remove(scene.Group[2].Leaf))] : [Reference(scene)]);
        }),
        Listed(CommitViolations.DuplicateAdd, "one client added twice", scene =>
        {
            var client = scene.NewClient("J");
            return [Forge.Add(client), Forge.Add(client)];
        }, scene => [Forge.Add(scene.NewClient("J")), Forge.Add(scene.NewClient("K"))]),
        Listed(CommitViolations.AddedClientIsMember, "a member added", scene => [Forge.Add(scene.Group[3].Client)], scene => [Forge.Add(scene.Group[3].Client), new Proposal.Remove(scene.Group[3].Leaf)]),
        Listed(LeafViolations.AddedEncryptionKeyInUse, "a client with the encryption key of a member", scene =>
            [Forge.Add(scene.NewClient("J"), leaf => leaf with { EncryptionKey = scene.Victim.Group.State.Keys.LeafKey.PublicKey })], scene => [Forge.Add(scene.NewClient("J"))]),
        Listed(LeafViolations.AddedEncryptionKeyInUse, "two clients with one encryption key", scene =>
        {
            var first = Forge.Add(scene.NewClient("J"));
            return [first, Forge.Add(scene.NewClient("K"), leaf => leaf with { EncryptionKey = first.KeyPackage.LeafNode.EncryptionKey })];
        }, scene => [Forge.Add(scene.NewClient("J")), Forge.Add(scene.NewClient("K"))]),
        Listed(CommitViolations.DuplicatePsk, "a Commit with one pre-shared key twice", _ => [ForgeryScene.Psk("shared"), ForgeryScene.Psk("shared")], _ => [ForgeryScene.Psk("shared"), ForgeryScene.Psk("shared", 1)]),
        Listed(CommitViolations.TooManyPsks, "65536 keys", _ => [.. Enumerable.Range(0, 1 << 16).Select(Numbered)], _ => [ForgeryScene.Psk("shared")]),
        Forgery.Message(CommitViolations.UnknownPsk, "a key that the victim does not have", (scene, broken) =>
            scene.CommitOf(ForgeryScene.Psk(broken ? "of A only" : "shared"))),
        Listed(CommitViolations.SeveralGroupContextExtensions, "two lists of extensions", scene =>
            [new Proposal.GroupContextExtensions(scene.Extensions), new Proposal.GroupContextExtensions(scene.Extensions)],
            scene => [new Proposal.GroupContextExtensions(scene.Extensions)]),
        Listed(CommitViolations.ReInitNotAlone, "a ReInit beside a key", _ => [ReInit(), ForgeryScene.Psk("shared")], _ => [ReInit()]),
        Listed(CommitViolations.ReInitNotAlone, "two ReInits", _ => [ReInit(), ReInit()], _ => [ReInit()]),
        Listed(CommitViolations.ExternalInitCommitted, "ExternalInit in a member's Commit", _ => [new Proposal.ExternalInit(OpaqueBytes.Own(new byte[32]))], _ => [ForgeryScene.Psk("shared")]),
        Forgery.Message(CommitViolations.ProposalUnsupported, "a type that not all support", (scene, broken) =>
        {
            var rare = new ProposalType(0xF001);
            scene.Group.Add(2, scene.NewClient("E", services => services, ForgeryScene.Abilities with { Proposals = [ForgeryScene.KnownProposal, rare] })).Dispose();
            return HostileCommitter.Commit(scene.Attacker, new Proposal.Custom(broken ? rare : ForgeryScene.KnownProposal, default));
        }),
        Forgery.Message(CommitViolations.LeafChangedTwice, "one member updated twice", (scene, broken) =>
        {
            var updates = new[] { scene.Group[2].Group.ProposeUpdate(), scene.Group[2].Group.ProposeUpdate() };
            updates.ToList().ForEach(update => scene.Group.Broadcast(scene.Group[2], update));
            var refs = scene.Victim.Group.State.Proposals.Refs.Select(one => new ProposalOrRef.ByReference(one));
            return HostileCommitter.Commit(scene.Attacker, [.. refs.Take(broken ? 2 : 1)]);
        }),
        Forgery.Message(CommitViolations.UnknownProposalRef, "a reference to nothing", (scene, broken) =>
        {
            scene.Group.Broadcast(scene.Group[2], scene.Group[2].Group.ProposeUpdate());
            return Forge.Rework(scene.Attacker, scene.CommitOf(), commit => broken
                ? commit with { Proposals = [new ProposalOrRef.ByReference(new ProposalRef(OpaqueBytes.Own(new byte[32])))] }
                : commit);
        }),
        Forgery.Message(CommitViolations.MessageAfterReInit, "a Commit after a ReInit", (scene, broken) =>
        {
            var committer = scene.Attacker;
            if (broken)
            {
                scene.Group.Commit(0, new CommitOptions { Proposals = [ReInit()] }).Dispose();
                return HostileCommitter.Commit(committer, ForgeryScene.Psk("shared"));
            }

            return scene.CommitOf(ForgeryScene.Psk("shared"));
        }),
        Forgery.Message(CommitViolations.OwnLeafForged, "a Commit of the victim that the victim has not made", (scene, broken) =>
        {
            using var stolen = Snapshots.Restore(Snapshots.Of(scene.Victim.Group), scene.Victim.Client.Services);
            using var pending = (broken ? stolen : scene.Attacker.Group).Commit(new CommitOptions());
            return pending.Message;
        }),
        Forgery.Message(CommitViolations.OwnLeafForged, "an Update of the victim that the victim has not made", (scene, broken) =>
        {
            using var stolen = Snapshots.Restore(Snapshots.Of(scene.Victim.Group), scene.Victim.Client.Services);
            var update = (broken ? stolen : scene.Victim.Group).ProposeUpdate();
            scene.Group.Members.ToList().ForEach(member => member.Group.Receive(update));
            return scene.CommitOf();
        }),
    ];

    /// <summary>A Commit of proposals by value that do not go together, under the path and the tags of its twin, which covers those that do.</summary>
    private static Forgery Listed(ProtocolViolation rule, string name, Func<ForgeryScene, Proposal[]> bad, Func<ForgeryScene, Proposal[]> good) =>
        Forgery.Commit(rule, name, bad, good);

    private static ProposalOrRef.ByReference Reference(ForgeryScene scene) => new(scene.Victim.Group.State.Proposals.Refs[0]);

    private static Proposal.ReInit ReInit() => new(new GroupId([1]), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty);

    private static Proposal.PreSharedKey Numbered(int number) =>
        new(new PreSharedKeyId.External([(byte)(number >> 8), (byte)(number & 0xff)], OpaqueBytes.Own(new byte[32])));
}
