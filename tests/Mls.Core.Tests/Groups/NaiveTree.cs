using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>The ratchet tree once more, slow and as literal as RFC 9420 puts it: an array of nodes, everything recomputed each time. Shares no code with the product's tree but node encodings.</summary>
internal sealed class NaiveTree
{
    private readonly List<LeafNode?> _leaves = [];
    private readonly Dictionary<int, ParentNode> _parents = [];

    private int NodeCount => (2 * _leaves.Count) - 1;

    public static NaiveTree Of(RatchetTree tree)
    {
        var naive = new NaiveTree();
        for (var i = 0u; i < tree.LeafCount; i++)
        {
            naive._leaves.Add(tree.Leaf(new LeafIndex(i)));
        }

        for (var i = 1u; i < (2 * tree.LeafCount) - 1; i += 2)
        {
            if (((ParentSlot)tree.Node(new NodeIndex(i))).Node is { } parent)
            {
                naive._parents[(int)i] = parent;
            }
        }

        return naive;
    }

    /// <summary>Applies the Commit that leads from one epoch to the next (sections 12.1, 12.3, 7.5 and 7.9).</summary>
    public void Apply(PublicTransition transition)
    {
        var proposals = transition.Provisional.Proposals;
        foreach (var (leaf, node) in proposals.Updates)
        {
            _leaves[(int)leaf.Value] = node;
            DirectPath((int)leaf.Value).ForEach(parent => _parents.Remove(parent));
        }

        foreach (var leaf in proposals.Removes)
        {
            _leaves[(int)leaf.Value] = null;
            DirectPath((int)leaf.Value).ForEach(parent => _parents.Remove(parent));
        }

        while (_leaves.Count > 1 && _leaves.Skip(_leaves.Count / 2).All(leaf => leaf is null))
        {
            _parents.Remove(_leaves.Count - 1);
            _leaves.RemoveRange(_leaves.Count / 2, _leaves.Count / 2);
        }

        foreach (var package in proposals.Adds)
        {
            var place = FreeLeaf();
            _leaves[place] = package.LeafNode;
            foreach (var parent in DirectPath(place).Where(_parents.ContainsKey))
            {
                var unmerged = _parents[parent].UnmergedLeaves.Append(new LeafIndex((uint)place)).OrderBy(leaf => leaf.Value).ToValueList();
                _parents[parent] = _parents[parent] with { UnmergedLeaves = unmerged };
            }
        }

        if (((FramedContentBody.OfCommit)transition.Content.Content.Body).Commit.Path is { } path)
        {
            Merge(proposals.Committer is Sender.Member member ? (int)member.Leaf.Value : FreeLeaf(), path);
        }
    }

    /// <summary>Section 7.8.</summary>
    public OpaqueBytes TreeHash() => TreeHash(_leaves.Count - 1, []);

    /// <summary>Section 7.9.2: each parent is vouched for by exactly the nodes that the RFC allows.</summary>
    public bool IsParentHashValid() => _parents.Keys.All(parent => IsVouchedFor(parent, Left(parent), Right(parent)) || IsVouchedFor(parent, Right(parent), Left(parent)));

    /// <summary>Section 4.1.1, as node indices.</summary>
    public List<int> Resolution(int node)
    {
        if (node % 2 == 0)
        {
            return _leaves[node / 2] is null ? [] : [node];
        }

        return _parents.TryGetValue(node, out var parent)
            ? [node, .. parent.UnmergedLeaves.Select(leaf => (int)leaf.Value * 2)]
            : [.. Resolution(Left(node)), .. Resolution(Right(node))];
    }

    /// <summary>Section 4.1.2, from the leaf's parent to the root.</summary>
    public List<int> FilteredDirectPath(int leaf) => DirectPath(leaf).FindAll(parent => Resolution(Away(parent, leaf)).Count > 0);

    private void Merge(int committer, UpdatePath path)
    {
        var filtered = FilteredDirectPath(committer);
        DirectPath(committer).ForEach(parent => _parents.Remove(parent));
        OpaqueBytes parentHash = default;
        for (var i = filtered.Count - 1; i >= 0; i--)
        {
            _parents[filtered[i]] = new ParentNode(path.Nodes[i].EncryptionKey, parentHash, []);
            parentHash = ParentHash(filtered[i], Away(filtered[i], committer));
        }

        _leaves[committer] = path.LeafNode;
        if (path.LeafNode.Source != new LeafNodeSource.Commit(parentHash))
        {
            throw new InvalidOperationException("the committer's leaf carries another parent hash");
        }
    }

    private int FreeLeaf()
    {
        var place = _leaves.FindIndex(leaf => leaf is null);
        if (place < 0)
        {
            place = _leaves.Count;
            _leaves.AddRange(new LeafNode?[_leaves.Count]);
        }

        return place;
    }

    private OpaqueBytes ParentHash(int parent, int sibling)
    {
        using var writer = new TlsWriter();
        _parents[parent].EncryptionKey.Write(writer);
        writer.WriteOpaque(_parents[parent].ParentHash);
        writer.WriteOpaque(TreeHash(sibling, [.. _parents[parent].UnmergedLeaves]));
        return Hash(writer);
    }

    /// <summary>The hash of a subtree as it would be without some leaves.</summary>
    private OpaqueBytes TreeHash(int node, HashSet<LeafIndex> without)
    {
        using var writer = new TlsWriter();
        if (node % 2 == 0)
        {
            var leaf = new LeafIndex((uint)node / 2);
            writer.WriteUInt8(1);
            writer.WriteUInt32(leaf.Value);
            writer.WriteOptional(without.Contains(leaf) ? null : _leaves[node / 2]);
            return Hash(writer);
        }

        writer.WriteUInt8(2);
        writer.WriteOptional(_parents.TryGetValue(node, out var parent)
            ? parent with { UnmergedLeaves = parent.UnmergedLeaves.Where(leaf => !without.Contains(leaf)).ToValueList() }
            : null);
        writer.WriteOpaque(TreeHash(Left(node), without));
        writer.WriteOpaque(TreeHash(Right(node), without));
        return Hash(writer);
    }

    private bool IsVouchedFor(int parent, int child, int sibling)
    {
        var resolution = Resolution(child);
        var unmerged = _parents[parent].UnmergedLeaves.Select(leaf => (int)leaf.Value * 2).Where(leaf => Below(child).Contains(leaf)).ToHashSet();
        var hash = ParentHash(parent, sibling);
        return resolution.Any(one => StoredParentHash(one) == hash && unmerged.SetEquals(resolution.Where(other => other != one)));
    }

    private OpaqueBytes? StoredParentHash(int node) => node % 2 == 1 ? _parents[node].ParentHash : (_leaves[node / 2]!.Source as LeafNodeSource.Commit)?.ParentHash;

    private static HashSet<int> Below(int node) => node % 2 == 0 ? [node] : [node, .. Below(Left(node)), .. Below(Right(node))];

    private List<int> DirectPath(int leaf)
    {
        var path = new List<int>();
        for (var node = _leaves.Count - 1; node % 2 == 1; node = leaf * 2 < node ? Left(node) : Right(node))
        {
            path.Insert(0, node);
        }

        return path.TrueForAll(node => node < NodeCount) ? path : throw new InvalidOperationException();
    }

    private static int Away(int parent, int leaf) => leaf * 2 < parent ? Right(parent) : Left(parent);

    private static int Left(int parent) => parent - Half(parent);

    private static int Right(int parent) => parent + Half(parent);

    /// <summary>A parent of height k stands in the middle of 2^(k+1) - 1 nodes: its children are 2^(k-1) away.</summary>
    private static int Half(int parent)
    {
        var half = 1;
        while ((parent + 1) % (half * 4) == 0)
        {
            half *= 2;
        }

        return half;
    }

    private static OpaqueBytes Hash(TlsWriter writer)
    {
        var digest = new byte[Suites.One.HashLength];
        Suites.One.Hash(writer.Written, digest);
        return OpaqueBytes.Own(digest);
    }
}
