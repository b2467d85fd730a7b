using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 9: the node secrets of a secret tree that have not been used up. A fresh tree holds only its root's.</summary>
internal sealed class SecretNodeTree : IDisposable
{
    private readonly uint _leafCount;
    private readonly SortedList<uint, Secret> _secrets = [];

    /// <summary>Starts with the root's secret, which it owns from now on.</summary>
    public SecretNodeTree(uint leafCount, Secret root)
    {
        _leafCount = leafCount;
        _secrets.Add(TreeMath.Root(leafCount).Value, root);
    }

    private SecretNodeTree(uint leafCount) => _leafCount = leafCount;

    /// <summary>The secrets by node, lent.</summary>
    public IReadOnlyDictionary<uint, Secret> Secrets => _secrets;

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static SecretNodeTree Read(ref TlsReader reader, uint leafCount, int secretLength)
    {
        var tree = new SecretNodeTree(leafCount);
        reader.VisitVector((ref nodes) =>
        {
            var node = nodes.ReadUInt32();
            var secret = nodes.ReadOpaqueSpan();
            if (node >= TreeMath.NodeCount(leafCount) || (tree._secrets.Count > 0 && node <= tree._secrets.Keys[^1]))
            {
                throw nodes.Malformed($"secret tree node {node} out of order");
            }

            if (secret.Length != secretLength)
            {
                throw nodes.Malformed($"secret of {secret.Length} octets where the suite has {secretLength}");
            }

            tree._secrets.Add(node, new Secret(secret));
        });
        return tree;
    }

    /// <summary>Appends a snapshot.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteVector(_secrets, node =>
        {
            writer.WriteUInt32(node.Key);
            writer.WriteSecret(node.Value);
        });
    }

    /// <summary>Derives the way down to a leaf that has not been reached yet. Changes nothing.</summary>
    public StagedLeaf Stage(ICryptoProvider crypto, LeafIndex leaf)
    {
        var top = LowestSecret(leaf);
        var copath = new List<(NodeIndex Node, Secret Secret)>(top.Level);
        using var path = new Scratch(stackalloc byte[64], crypto.HashLength);
        using var other = new Scratch(stackalloc byte[64], crypto.HashLength);
        _secrets[top.Value].Expose().CopyTo(path.Span);
        for (var node = top; !node.IsLeaf;)
        {
            var (left, right) = (TreeMath.Left(node), TreeMath.Right(node));
            var goesLeft = TreeMath.IsUnder(leaf, left);
            LabeledCrypto.ExpandWithLabel(crypto, path.Span, "tree"u8, goesLeft ? "right"u8 : "left"u8, other.Span);
            copath.Add((goesLeft ? right : left, new Secret(other.Span)));
            LabeledCrypto.ExpandWithLabel(crypto, path.Span, "tree"u8, goesLeft ? "left"u8 : "right"u8, other.Span);
            other.Span.CopyTo(path.Span);
            node = goesLeft ? left : right;
        }

        return new StagedLeaf(top, copath, LeafRatchets.Derive(crypto, path.Span));
    }

    /// <summary>Whether the secret of <paramref name="node"/> is there.</summary>
    public bool Has(NodeIndex node) => _secrets.ContainsKey(node.Value);

    /// <summary>Replaces the secret of the staged leaf's <see cref="StagedLeaf.Top"/>, which must be there, by those of the copath; the caller takes the ratchets.</summary>
    public void Apply(StagedLeaf staged)
    {
        _secrets[staged.Top.Value].Dispose();
        _secrets.Remove(staged.Top.Value);
        foreach (var (node, secret) in staged.Take())
        {
            _secrets.Add(node.Value, secret);
        }
    }

    /// <summary>Clears every secret.</summary>
    public void Dispose()
    {
        foreach (var secret in _secrets.Values)
        {
            secret.Dispose();
        }
    }

    private NodeIndex LowestSecret(LeafIndex leaf)
    {
        var root = TreeMath.Root(_leafCount);
        for (var node = leaf.Node; ; node = TreeMath.Parent(node))
        {
            if (_secrets.ContainsKey(node.Value))
            {
                return node;
            }

            if (node == root)
            {
                throw new InvalidOperationException($"no secret is left above leaf {leaf}");
            }
        }
    }
}
