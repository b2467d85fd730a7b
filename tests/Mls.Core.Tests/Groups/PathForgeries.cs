using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Seams;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 7.3 to 7.9, in the path of a Commit.</summary>
internal static class PathForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Path(PathViolations.PathLength, "the top node left out", (_, path) => path with { Nodes = [.. path.Nodes.SkipLast(1)] }),
        Path(PathViolations.PathLength, "a node too many", (_, path) => path with { Nodes = [.. path.Nodes, path.Nodes[0]] }),
        Path(PathViolations.PathCiphertextCount, "a ciphertext too many", (_, path) =>
            path.WithNode(0, node => node with { EncryptedPathSecrets = [.. node.EncryptedPathSecrets, .. node.EncryptedPathSecrets] })),
        Path(PathViolations.PathCiphertextCount, "no ciphertext", (_, path) => path.WithNode(1, node => node with { EncryptedPathSecrets = [] })),
        Key(PathViolations.PathKeyInvalid, "a key that is too short", 0, (_, _) => new HpkePublicKey([1])),
        Key(PathViolations.PathKeyInvalid, "a key of low order", 0, (_, _) => new HpkePublicKey(OpaqueBytes.Own(new byte[32]))),
        Key(PathViolations.PathKeyInUse, "the key of a member", 0, (scene, _) => scene.Victim.Group.State.Keys.LeafKey.PublicKey),
        Key(PathViolations.PathKeyInUse, "the key of a parent", 1, (scene, _) => scene.Victim.Group.Public.Tree.Node(new NodeIndex(5)).EncryptionKey!),
        Key(PathViolations.PathKeyRepeated, "a path with one key twice", 1, (_, path) => path.Nodes[0].EncryptionKey),
        Key(PathViolations.PathKeyRepeated, "the key of the leaf", 1, (_, path) => path.LeafNode.EncryptionKey),
        Path(PathViolations.ParentHashMismatch, "keys exchanged without parent hash", (scene, path) =>
            path.WithNode(1, node => node with { EncryptionKey = scene.FreshKey() })),
        Leaf(PathViolations.ParentHashMismatch, "another parent hash", (_, leaf) => leaf with { Source = new LeafNodeSource.Commit(OpaqueBytes.Own(new byte[32])) }),
        Leaf(PathViolations.ParentHashMismatch, "no parent hash", (_, leaf) => leaf with { Source = new LeafNodeSource.Commit(default) }),
        Path(PathViolations.PathSecretCannotBeOpened, "a ciphertext with an octet flipped", (_, path) => path.WithNode(0, node => node with
        {
            EncryptedPathSecrets = [.. node.EncryptedPathSecrets.Select(one => one with { Ciphertext = Forge.Flip(one.Ciphertext) })],
        })),
        Path(PathViolations.PathSecretCannotBeOpened, "an encapsulation with an octet flipped", (_, path) => path.WithNode(0, node => node with
        {
            EncryptedPathSecrets = [.. node.EncryptedPathSecrets.Select(one => one with { KemOutput = Forge.Flip(one.KemOutput) })],
        })),
        Path(PathViolations.PathSecretCannotBeOpened, "an empty ciphertext", (_, path) => path.WithNode(0, node => node with
        {
            EncryptedPathSecrets = [.. node.EncryptedPathSecrets.Select(one => one with { Ciphertext = default })],
        })),
        Short("a path secret of one octet", 1),
        Short("an empty path secret", 0),
        Short("a path secret that goes on", 33),
        Key(PathViolations.PathKeyMismatch, "a key that the secrets do not give", 1, (scene, _) => scene.FreshKey()),
        Key(PathViolations.PathKeyMismatch, "a lowest key that the secrets do not give", 0, (scene, _) => scene.FreshKey()),
        Forgery.Message(CommitViolations.EmptyCommitPath, "an empty Commit without path", (scene, broken) =>
            HostileCommitter.Commit(scene.Attacker, [], hasPath: !broken)),
        Forgery.Message(CommitViolations.RequiredPath, "a Remove without path", (scene, broken) =>
            HostileCommitter.Commit(scene.Attacker, [new ProposalOrRef.ByValue(new Proposal.Remove(new LeafIndex(3)))], hasPath: !broken)),
        Forgery.Message(CommitViolations.RequiredPath, "an Update by reference without path", (scene, broken) =>
        {
            var update = scene.Group[2].Group.ProposeUpdate();
            scene.Group.Broadcast(scene.Group[2], update);
            return HostileCommitter.Commit(scene.Attacker, [new ProposalOrRef.ByReference(scene.Victim.Group.State.Proposals.Refs[0])], hasPath: !broken);
        }),
        Forgery.Message(CommitViolations.RequiredPath, "GroupContextExtensions without path", (scene, broken) =>
            HostileCommitter.Commit(scene.Attacker, [new ProposalOrRef.ByValue(new Proposal.GroupContextExtensions(scene.Extensions))], hasPath: !broken)),
        Leaf(LeafViolations.CommitSource, "a path leaf of source update", (_, leaf) => leaf with { Source = new LeafNodeSource.Update() }),
        Leaf(LeafViolations.CommitSource, "a path leaf of source key_package", (_, leaf) => leaf with { Source = new LeafNodeSource.KeyPackage(Lifetime.Eternal) }),
        Path(LeafViolations.CommitLeafSignature, "a path leaf signed for another place", (scene, path) => path with
        {
            LeafNode = path.LeafNode.Sign(Suites.One, scene.Attacker.Group.State.Signer, new LeafPlace(scene.Attacker.Group.GroupId, new LeafIndex(2))),
        }),
        Path(LeafViolations.CommitLeafSignature, "a path leaf whose signature is empty", (_, path) => path with { LeafNode = path.LeafNode with { Signature = default } }),
        Leaf(PathViolations.CommitKeyUnchanged, "the leaf key as it was", (scene, leaf) =>
            leaf with { EncryptionKey = scene.Attacker.Group.State.Keys.LeafKey.PublicKey }),
        Path(LeafViolations.CommitSignatureKeyInUse, "the signature key of another member", (scene, path) => path with
        {
            LeafNode = path.LeafNode.Sign(Suites.One, scene.Group[2].Group.State.Signer, new LeafPlace(scene.Attacker.Group.GroupId, scene.Attacker.Leaf)),
        }),
        Leaf(LeafViolations.CommitSuccessor, "another credential", (scene, leaf) => leaf with { Credential = scene.Outsider.Identity.Credential }),
        Leaf(LeafViolations.LeafExtensionUnlisted, "a leaf extension that the leaf does not list", (_, leaf) =>
            leaf with { Extensions = leaf.Extensions.With(ForgeryScene.UnknownExtension, default) }),
        Leaf(ExtensionViolations.DuplicateLeafExtension, "a leaf extension twice", (_, leaf) =>
            leaf with { Extensions = leaf.Extensions.With(ForgeryScene.KnownExtension, default).With(ForgeryScene.KnownExtension, default) }),
        Forgery.Message(LeafViolations.CommitCredential, "a committer that is not vouched for any more", (scene, broken) =>
        {
            var commit = scene.CommitOf();
            if (broken)
            {
                scene.Judge.Refused.Add(scene.Attacker.Client.Signer.PublicKey);
            }

            return commit;
        }),
    ];

    private static Forgery Path(ProtocolViolation rule, string name, Func<ForgeryScene, UpdatePath, UpdatePath> change) => Forgery.Message(rule, name, (scene, broken) =>
        HostileCommitter.Commit(scene.Attacker, [], change: path => broken ? change(scene, path) : path));

    /// <summary>A path with another key, the parent hashes and the leaf's signature to match.</summary>
    private static Forgery Key(ProtocolViolation rule, string name, int node, Func<ForgeryScene, UpdatePath, HpkePublicKey> key) =>
        Path(rule, name, (scene, path) => Forge.WithKey(scene.Attacker, path, node, key(scene, path)));

    /// <summary>A path secret of another length, sealed properly.</summary>
    private static Forgery Short(string name, int length) => Forgery.Message(PathViolations.PathSecretLength, name, (scene, broken) =>
    {
        using var pending = scene.Attacker.Group.Commit(new CommitOptions());
        var context = Tls.Encode(pending.Staged.Transition.ProvisionalContext);
        var key = scene.Victim.Group.State.Keys.LeafKey.PublicKey;
        var ciphertext = Suites.One.EncryptWithLabel(key, PathSecretChain.Label, context, new byte[length], scene.Outsider.Services.Random);
        return Forge.ReworkPath(scene.Attacker, pending.Message, path => broken ? path.WithNode(0, node => node with { EncryptedPathSecrets = [ciphertext] }) : path);
    });

    private static Forgery Leaf(ProtocolViolation rule, string name, Func<ForgeryScene, LeafNode, LeafNode> change) => Forgery.Message(rule, name, (scene, broken) =>
        HostileCommitter.Commit(
            scene.Attacker, [], change: path => broken ? path with { LeafNode = Forge.Signed(scene.Attacker, change(scene, path.LeafNode)) } : path));
}
