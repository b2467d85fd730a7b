using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 7 and 12.4.3.1, in trees that a member signs for an observer.</summary>
internal static class TreeForgeries
{
    private static readonly HpkePublicKey LowOrder = new(OpaqueBytes.Own(new byte[32]));

    public static IEnumerable<Forgery> All { get; } =
    [
        Leaf(TreeViolations.TreeLeafKeyInvalid, "a leaf with a key of low order", (_, leaf) => leaf with { EncryptionKey = LowOrder }),
        Leaf(TreeViolations.TreeEncryptionKeyRepeated, "two leaves with one encryption key", (scene, leaf) =>
            leaf with { EncryptionKey = scene.Victim.Group.State.Keys.LeafKey.PublicKey }),
        Leaf(TreeViolations.TreeCredentialUnsupported, "a leaf with a credential type that others do not support", (_, leaf) => leaf with
        {
            Credential = new Credential.Other(ForgeryScene.UnknownCredential, default),
            Capabilities = leaf.Capabilities with { Credentials = [CredentialType.Basic, ForgeryScene.UnknownCredential] },
        }),
        Leaf(
            TreeViolations.TreeRequiredCapabilities,
            "a leaf that does not list what the group requires",
            (_, leaf) => leaf with { Capabilities = leaf.Capabilities with { Proposals = [] } },
            context => context with
            {
                Extensions = ExtensionList.Empty.With(
                    ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(new RequiredCapabilities([], [ForgeryScene.KnownProposal], []))),
            }),
        Leaf(
            ExtensionViolations.GroupExtensionUnsupported,
            "a leaf that does not support an extension of the GroupContext",
            (_, leaf) => leaf with { Capabilities = leaf.Capabilities with { Extensions = [.. leaf.Capabilities.Extensions.Where(one => one != ForgeryScene.KnownExtension)] } },
            context => context with { Extensions = ExtensionList.Empty.With(ForgeryScene.KnownExtension, default) }),
        Observed(TreeViolations.TreeLeafSignature, "a leaf signed for another place", (scene, broken) => Flat(scene, (leaf, own) => leaf == 0 && broken
            ? own.Sign(Suites.One, scene.Attacker.Group.State.Signer, new LeafPlace(scene.Attacker.Group.GroupId, new LeafIndex(1)))
            : own)),
        Observed(TreeViolations.TreeSignatureKeyRepeated, "two leaves with one signature key", (scene, broken) => Flat(scene, (leaf, own) => leaf == 3 && broken
            ? own.Sign(Suites.One, scene.Attacker.Group.State.Signer, new LeafPlace(scene.Attacker.Group.GroupId, new LeafIndex(3)))
            : own)),
        Observed(TreeViolations.TreeCredential, "a member that nobody vouches for", (scene, broken) =>
        {
            if (broken)
            {
                scene.Judge.Refused.Add(scene.Group[3].Client.Signer.PublicKey);
            }

            return Flat(scene, (_, own) => own);
        }),
        Observed(TreeViolations.TreeParentKeyInvalid, "a parent with a key of low order", (scene, broken) => WithPath(scene, broken ? LowOrder : scene.FreshKey(), default)),
        Observed(TreeViolations.TreeRootParentHash, "a root with a parent hash, the path below to match", (scene, broken) => WithPath(scene, scene.FreshKey(), broken ? [1, 2, 3] : default)),
        Planted(TreeViolations.TreeParentHash, "a parent that nobody vouches for", 1, (scene, node) => node with { EncryptionKey = scene.FreshKey() }),
        Planted(TreeViolations.TreeParentHash, "a parent hash cleared", 1, (_, node) => node with { ParentHash = default }),
        Planted(TreeViolations.TreeUnmergedPlace, "an unmerged leaf that is not below", 1, (_, node) => node with { UnmergedLeaves = [new LeafIndex(3)] }),
        Planted(TreeViolations.TreeUnmergedBlank, "an unmerged leaf that is blank", 7, (_, node) => node with { UnmergedLeaves = [new LeafIndex(6)] }),
        Planted(TreeViolations.TreeUnmergedOrder, "unmerged leaves out of order", 7, (_, node) => node with { UnmergedLeaves = [new LeafIndex(4), new LeafIndex(1)] }),
        Planted(TreeViolations.TreeUnmergedOrder, "an unmerged leaf twice", 7, (_, node) => node with { UnmergedLeaves = [new LeafIndex(4), new LeafIndex(4)] }),
        Planted(TreeViolations.TreeUnmergedBetween, "an unmerged leaf that a parent between does not list", 7, (_, node) => node with { UnmergedLeaves = [new LeafIndex(1), new LeafIndex(4)] }),
        Planted(TreeViolations.TreeParentKeyRepeated, "a parent with the key of a leaf", 1, (scene, node) =>
            node with { EncryptionKey = scene.Victim.Group.Public.Tree.Leaf(new LeafIndex(3))!.EncryptionKey }),
        Observed(
            TreeViolations.TreeHashMismatch,
            "a tree with another hash than the GroupContext states",
            (scene, _) => scene.Attacker.Group.Public.Tree,
            hash: (broken, hash) => broken ? Forge.Flip(hash) : hash),
    ];

    /// <summary>The attacker's leaf changed and signed, in a tree without parents.</summary>
    private static Forgery Leaf(ProtocolViolation rule, string name, Func<ForgeryScene, LeafNode, LeafNode> change, Func<GroupContext, GroupContext>? context = null) =>
        Observed(rule, name, (scene, broken) => Flat(scene, (leaf, own) => leaf == 0 && broken ? Forge.Signed(scene.Attacker, change(scene, own)) : own), context);

    /// <summary>An observer is shown a tree in a GroupInfo that states its hash and is signed by the attacker.</summary>
    private static Forgery Observed(
        ProtocolViolation rule,
        string name,
        Func<ForgeryScene, bool, RatchetTree> tree,
        Func<GroupContext, GroupContext>? context = null,
        Func<bool, OpaqueBytes, OpaqueBytes>? hash = null) => new(rule, name, (scene, broken) =>
    {
        var shown = tree(scene, broken);
        var stated = (hash ?? ((_, same) => same))(broken, shown.TreeHash(Suites.One));
        var info = scene.Attacker.Group.GroupInfo(withTree: false, withExternalPub: false);
        info = (info with
        {
            Context = (context ?? (same => same))(info.Context) with { TreeHash = stated },
            Extensions = ExtensionList.Empty.With(ExtensionType.RatchetTree, Tls.EncodeOpaque(shown)),
        }).Sign(Suites.One, scene.Attacker.Group.State.Signer);
        info = Tls.Decode<GroupInfo>(Tls.Encode(info));
        scene.BeforeReceive();
        PublicGroup.FromGroupInfo(scene.Victim.Client.Services, info, null);
    });

    /// <summary>The tree of a group that a fifth member has just joined, with another parent node.</summary>
    private static Forgery Planted(ProtocolViolation rule, string name, uint node, Func<ForgeryScene, ParentNode, ParentNode> change) => Observed(rule, name, (scene, broken) =>
    {
        scene.Group.Add(0, scene.NewClient("J")).Dispose();
        var tree = scene.Attacker.Group.Public.Tree;
        return broken ? Tls.Decode<RatchetTree>(Tls.Encode(new RatchetTree(Replace(tree.Root, new NodeIndex(node), parent => change(scene, parent)), tree.Facts))) : tree;
    });

    private static TreeNode Replace(TreeNode node, NodeIndex index, Func<ParentNode, ParentNode> change) => node is not ParentSlot parent
        ? node
        : new ParentSlot(
            parent.Index,
            parent.Index == index ? change(parent.Node!) : parent.Node,
            Replace(parent.Left, index, change),
            Replace(parent.Right, index, change));

    /// <summary>The leaves of the group, changed, under blank parents.</summary>
    private static RatchetTree Flat(ForgeryScene scene, Func<uint, LeafNode, LeafNode> change)
    {
        RatchetTree? tree = null;
        foreach (var (index, leaf) in scene.Attacker.Group.Public.Tree.Leaves())
        {
            var own = change(index.Value, leaf);
            tree = tree is null ? RatchetTree.Of(own) : tree.Add(own).Tree;
        }

        return tree!;
    }

    /// <summary>The same with a path of the attacker: parent hashes and signature are right whatever the root says.</summary>
    private static RatchetTree WithPath(ForgeryScene scene, HpkePublicKey lower, OpaqueBytes rootParentHash)
    {
        var flat = Flat(scene, (_, own) => own);
        var (low, root) = (new NodeIndex(1), new NodeIndex(3));
        var top = new ParentNode(scene.FreshKey(), rootParentHash, []);
        var below = new ParentNode(lower, ParentHasher.Hash(Suites.One, top, flat.Node(new NodeIndex(5))), []);
        var source = new LeafNodeSource.Commit(ParentHasher.Hash(Suites.One, below, flat.Node(new NodeIndex(2))));
        var leaf = Forge.Signed(scene.Attacker, flat.Leaf(scene.Attacker.Leaf)! with { Source = source });
        return flat.WithPath(scene.Attacker.Leaf, leaf, new Dictionary<NodeIndex, ParentNode> { [low] = below, [root] = top });
    }
}
