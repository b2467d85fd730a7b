using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>The public ratchet tree of a group (RFC 9420, sections 4 and 7): immutable, structure shared between versions and members.</summary>
public sealed class RatchetTree : ITlsStruct<RatchetTree>
{
    /// <summary>More leaves than this are refused when a tree is decoded.</summary>
    public const uint MaxLeafCount = 1u << 24;

    /// <summary>Octets of memory that decoding a tree may take for each octet of input, beside the constant of all decoders: nodes weigh more than other values.</summary>
    internal const int DecodeFactor = 8;

    private TreeFacts? _facts;

    /// <summary>A tree; facts that nobody has kept up to date are gathered when they are first asked for.</summary>
    internal RatchetTree(TreeNode root, TreeFacts? facts)
    {
        Root = root;
        _facts = facts;
    }

    /// <summary>The top node.</summary>
    public TreeNode Root { get; }

    /// <summary>Facts about all nodes.</summary>
    public TreeFacts Facts => _facts ??= TreeFacts.Of(Root);

    /// <summary>Leaves, blank ones included: a power of two.</summary>
    public uint LeafCount => 1u << Root.Index.Level;

    /// <summary>Leaves that are not blank.</summary>
    public uint Members => Root.Members;

    /// <summary>A tree with one member.</summary>
    public static RatchetTree Of(LeafNode leaf) => new(new LeafSlot(default, leaf), TreeFacts.Empty.With(leaf));

    /// <summary>Reads <c>optional&lt;Node&gt; ratchet_tree&lt;V&gt;</c> (RFC 9420, section 12.4.3.3).</summary>
    public static RatchetTree Read(ref TlsReader reader) => RatchetTreeCodec.Read(ref reader);

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => RatchetTreeCodec.Write(this, writer);

    /// <summary>RFC 9420, section 7.8: the hash of the whole tree.</summary>
    public OpaqueBytes TreeHash(ICryptoProvider crypto) => Root.TreeHash(crypto);

    /// <summary>Whether the place exists, blank or not.</summary>
    public bool Contains(LeafIndex leaf) => leaf.Value < LeafCount;

    /// <summary>The member at <paramref name="leaf"/>, or <see langword="null"/> where blank or outside.</summary>
    public LeafNode? Leaf(LeafIndex leaf)
    {
        if (!Contains(leaf))
        {
            return null;
        }

        var node = Root;
        while (node is ParentSlot parent)
        {
            node = parent.Toward(leaf);
        }

        return ((LeafSlot)node).Node;
    }

    /// <summary>The node at <paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public TreeNode Node(NodeIndex index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index.Value, TreeMath.NodeCount(LeafCount), nameof(index));
        var node = Root;
        while (node.Index != index)
        {
            var parent = (ParentSlot)node;
            node = index.Value < parent.Index.Value ? parent.Left : parent.Right;
        }

        return node;
    }

    /// <summary>The members from left to right.</summary>
    public IEnumerable<(LeafIndex Index, LeafNode Node)> Leaves()
    {
        var open = new Stack<TreeNode>();
        open.Push(Root);
        while (open.TryPop(out var node))
        {
            if (node is ParentSlot parent)
            {
                if (parent.Right.Members > 0)
                {
                    open.Push(parent.Right);
                }

                if (parent.Left.Members > 0)
                {
                    open.Push(parent.Left);
                }
            }
            else if (node is LeafSlot { Node: { } member } slot)
            {
                yield return (slot.Index.Leaf, member);
            }
        }
    }

    /// <summary>The direct path of <paramref name="leaf"/> from its parent up to the root (RFC 9420, section 4.1.2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public IReadOnlyList<ParentSlot> DirectPath(LeafIndex leaf)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf.Value, LeafCount, nameof(leaf));
        var path = new List<ParentSlot>(Root.Index.Level);
        var node = Root;
        while (node is ParentSlot parent)
        {
            path.Add(parent);
            node = parent.Toward(leaf);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The parents of the direct path whose copath child has a resolution, from the leaf upwards (RFC 9420, section 4.1.2).</summary>
    public IReadOnlyList<ParentSlot> FilteredDirectPath(LeafIndex leaf) => [.. DirectPath(leaf).Where(parent => parent.AwayFrom(leaf).HasContent)];

    /// <summary>Where an Add would put the next member: the leftmost blank leaf, or the first leaf of a doubled tree (RFC 9420, section 12.1.1).</summary>
    public LeafIndex NextFreeLeaf()
    {
        if (Members == LeafCount)
        {
            return new LeafIndex(LeafCount);
        }

        var node = Root;
        while (node is ParentSlot parent)
        {
            node = parent.Left.Members < 1u << parent.Left.Index.Level ? parent.Left : parent.Right;
        }

        return node.Index.Leaf;
    }
}
