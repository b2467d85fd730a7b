using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Violations;

namespace Mls.Core.Tree;

/// <summary>An UpdatePath that fits the tree it changes: the only thing that can be opened (RFC 9420, section 7.5).</summary>
public sealed class ValidUpdatePath
{
    private ValidUpdatePath(UpdatePath path, LeafIndex committer, IReadOnlyList<ParentSlot> filtered, IReadOnlyList<IReadOnlyList<TreeNode>> recipients, RatchetTree tree)
    {
        Path = path;
        Committer = committer;
        Filtered = filtered;
        Recipients = recipients;
        Tree = tree;
    }

    /// <summary>The path as received.</summary>
    public UpdatePath Path { get; }

    /// <summary>Whose path it is.</summary>
    public LeafIndex Committer { get; }

    /// <summary>The tree with the path in place.</summary>
    public RatchetTree Tree { get; }

    /// <summary>The filtered direct path before the change.</summary>
    internal IReadOnlyList<ParentSlot> Filtered { get; }

    /// <summary>For each node of the path, the nodes its secret is sealed to, in the order of the ciphertexts.</summary>
    internal IReadOnlyList<IReadOnlyList<TreeNode>> Recipients { get; }

    /// <summary>A path that this client has just made itself: right by construction, so that its own signature and hashes are not checked again.</summary>
    internal static ValidUpdatePath Made(UpdatePath path, LeafIndex committer, RatchetTree tree) => new(path, committer, [], [], tree);

    /// <summary>Checks shape, fresh keys and parent hash, and merges the path into the tree. The leaf itself is checked by <c>LeafNodeRules</c>.</summary>
    /// <exception cref="ProtocolViolationException">The path does not fit the tree.</exception>
    public static ValidUpdatePath Check(ICryptoProvider crypto, RatchetTree tree, LeafIndex committer, UpdatePath path, IReadOnlySet<LeafIndex> added)
    {
        var filtered = tree.FilteredDirectPath(committer);
        Rule.Require(path.Nodes.Count == filtered.Count, PathViolations.PathLength);
        var recipients = new List<IReadOnlyList<TreeNode>>(filtered.Count);
        var fresh = new HashSet<HpkePublicKey> { path.LeafNode.EncryptionKey };
        Rule.Require(!tree.Facts.EncryptionKeys.Contains(path.LeafNode.EncryptionKey), PathViolations.CommitEncryptionKeyInUse);
        for (var i = 0; i < filtered.Count; i++)
        {
            var node = path.Nodes[i];
            var resolution = Resolution.Of(filtered[i].AwayFrom(committer), added);
            Rule.Require(node.EncryptedPathSecrets.Count == resolution.Count, PathViolations.PathCiphertextCount);
            Rule.Require(crypto.Kem.IsValid(node.EncryptionKey), PathViolations.PathKeyInvalid);
            Rule.Require(fresh.Add(node.EncryptionKey), PathViolations.PathKeyRepeated);
            Rule.Require(!tree.Facts.EncryptionKeys.Contains(node.EncryptionKey), PathViolations.PathKeyInUse);
            recipients.Add(resolution);
        }

        var parents = PathHashes.Parents(crypto, filtered, [.. path.Nodes.Select(node => node.EncryptionKey)], committer, out var leafParentHash);
        Rule.Require(path.LeafNode.Source is LeafNodeSource.Commit source && source.ParentHash == leafParentHash, PathViolations.ParentHashMismatch);
        return new ValidUpdatePath(path, committer, filtered, recipients, tree.WithPath(committer, path.LeafNode, parents));
    }
}
