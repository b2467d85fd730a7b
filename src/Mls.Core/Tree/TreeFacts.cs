using System.Collections.Immutable;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;

namespace Mls.Core.Tree;

/// <summary>Facts about all nodes of a tree, kept up to date by each change so that nobody scans the tree for them.</summary>
/// <param name="EncryptionKeys">Keys of all leaves and parents; they are distinct in a valid tree.</param>
/// <param name="SignatureKeys">Signature keys of all leaves; they are distinct in a valid tree.</param>
/// <param name="Profiles">How many leaves have each profile.</param>
public sealed record TreeFacts(
    ImmutableHashSet<HpkePublicKey> EncryptionKeys,
    ImmutableHashSet<SignaturePublicKey> SignatureKeys,
    ImmutableDictionary<LeafProfile, uint> Profiles)
{
    /// <summary>Facts of a tree without members.</summary>
    public static TreeFacts Empty { get; } = new([], [], ImmutableDictionary<LeafProfile, uint>.Empty);

    /// <summary>Gathers the facts of a whole tree.</summary>
    internal static TreeFacts Of(TreeNode root)
    {
        var keys = ImmutableHashSet.CreateBuilder<HpkePublicKey>();
        var signatureKeys = ImmutableHashSet.CreateBuilder<SignaturePublicKey>();
        var profiles = new Dictionary<LeafProfile, uint>();
        var open = new Stack<TreeNode>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            if (node.EncryptionKey is { } key)
            {
                keys.Add(key);
            }

            if (node is LeafSlot { Node: { } leaf })
            {
                signatureKeys.Add(leaf.SignatureKey);
                var profile = LeafProfile.Of(leaf);
                profiles[profile] = profiles.GetValueOrDefault(profile) + 1;
            }
            else if (node is ParentSlot { HasContent: true } parent)
            {
                open.Push(parent.Left);
                open.Push(parent.Right);
            }
        }

        return new TreeFacts(keys.ToImmutable(), signatureKeys.ToImmutable(), profiles.ToImmutableDictionary());
    }

    internal TreeFacts With(LeafNode leaf)
    {
        var profile = LeafProfile.Of(leaf);
        return new TreeFacts(
            EncryptionKeys.Add(leaf.EncryptionKey),
            SignatureKeys.Add(leaf.SignatureKey),
            Profiles.SetItem(profile, Profiles.GetValueOrDefault(profile) + 1));
    }

    internal TreeFacts Without(LeafNode? leaf)
    {
        if (leaf is null)
        {
            return this;
        }

        var profile = LeafProfile.Of(leaf);
        var left = Profiles[profile] - 1;
        return new TreeFacts(
            EncryptionKeys.Remove(leaf.EncryptionKey),
            SignatureKeys.Remove(leaf.SignatureKey),
            left == 0 ? Profiles.Remove(profile) : Profiles.SetItem(profile, left));
    }

    /// <summary>The facts once a leaf has been blanked or replaced, and its direct path with it (RFC 9420, sections 12.1.2 and 12.1.3).</summary>
    internal TreeFacts Without(RatchetTree tree, LeafIndex leaf) =>
        tree.DirectPath(leaf).Aggregate(Without(tree.Leaf(leaf)), static (facts, parent) => facts.Without(parent.Node));

    internal TreeFacts With(ParentNode? parent) => parent is null ? this : this with { EncryptionKeys = EncryptionKeys.Add(parent.EncryptionKey) };

    internal TreeFacts Without(ParentNode? parent) => parent is null ? this : this with { EncryptionKeys = EncryptionKeys.Remove(parent.EncryptionKey) };
}
