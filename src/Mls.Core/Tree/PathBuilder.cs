using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>The committer's side of an UpdatePath (RFC 9420, section 7.5): new keys along the filtered direct path, then their secrets sealed to the copath.</summary>
public sealed class PathBuilder : IDisposable
{
    private readonly ICryptoProvider _crypto;
    private readonly RatchetTree _before;
    private readonly LeafIndex _committer;
    private readonly List<PathKey> _path;
    private bool _keysTaken;

    private PathBuilder(ICryptoProvider crypto, RatchetTree before, LeafIndex committer, List<PathKey> path, RatchetTree after, LeafNode leaf, CommitSecret commitSecret)
    {
        _crypto = crypto;
        _before = before;
        _committer = committer;
        _path = path;
        Tree = after;
        Leaf = leaf;
        CommitSecret = commitSecret;
    }

    /// <summary>The tree with the path in place.</summary>
    public RatchetTree Tree { get; }

    /// <summary>The committer's new, signed leaf.</summary>
    public LeafNode Leaf { get; }

    /// <summary>What the path adds to the key schedule.</summary>
    public CommitSecret CommitSecret { get; }

    /// <summary>Makes the path and puts it into the tree.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="tree">The tree after the proposals.</param>
    /// <param name="place">The group and the committer's leaf.</param>
    /// <param name="leaf">The new leaf: everything but parent hash and signature.</param>
    /// <param name="keys">The keys behind it and the first path secret.</param>
    public static PathBuilder Build(ICryptoProvider crypto, RatchetTree tree, LeafPlace place, LeafNode leaf, LeafKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var filtered = tree.FilteredDirectPath(place.Leaf);
        var path = new List<PathKey>(filtered.Count);
        var secret = keys.PathSecret.CopyAs<PathSecret>();
        foreach (var parent in filtered)
        {
            path.Add(new PathKey(parent.Index, PathSecretChain.KeyPair(crypto, secret), secret));
            secret = PathSecretChain.Next(crypto, secret);
        }

        using var last = secret;
        var parents = PathHashes.Parents(crypto, filtered, [.. path.Select(one => one.Key.PublicKey)], place.Leaf, out var leafParentHash);
        var signed = (leaf with { EncryptionKey = keys.EncryptionKey.PublicKey, Source = new LeafNodeSource.Commit(leafParentHash) })
            .Sign(crypto, keys.SignatureKey, place);
        return new PathBuilder(crypto, tree, place.Leaf, path, tree.WithPath(place.Leaf, signed, parents), signed, last.CopyAs<CommitSecret>());
    }

    /// <summary>Seals each path secret to the resolution of its copath child (RFC 9420, section 7.6).</summary>
    /// <param name="added">Leaves added by the same Commit: they learn their secret from the Welcome.</param>
    /// <param name="provisionalContext">The encoded provisional GroupContext.</param>
    /// <param name="random">Randomness of the seals.</param>
    public UpdatePath Seal(IReadOnlySet<LeafIndex> added, ReadOnlySpan<byte> provisionalContext, IRandomSource random)
    {
        var nodes = new List<UpdatePathNode>(_path.Count);
        foreach (var step in _path)
        {
            var copath = ((ParentSlot)_before.Node(step.Node)).AwayFrom(_committer);
            var ciphertexts = new List<HpkeCiphertext>();
            foreach (var recipient in Resolution.Of(copath, added))
            {
                ciphertexts.Add(Rule.Require(
                    _crypto.EncryptWithLabel(recipient.EncryptionKey!, PathSecretChain.Label, provisionalContext, step.Secret.Expose(), random),
                    PathViolations.PathKeyInvalid));
            }

            nodes.Add(new UpdatePathNode(step.Key.PublicKey, ciphertexts.ToValueList()));
        }

        return new UpdatePath(Leaf, nodes.ToValueList());
    }

    /// <summary>The path secret that <paramref name="joiner"/> is told in its Welcome: that of the lowest node above both; still owned here.</summary>
    public PathSecret? SecretFor(LeafIndex joiner) => _path.Find(step => TreeMath.IsUnder(joiner, step.Node))?.Secret;

    /// <summary>Hands over the private keys of the path.</summary>
    internal Dictionary<NodeIndex, HpkePrivateKey> TakeKeys()
    {
        _keysTaken = true;
        return _path.ToDictionary(step => step.Node, step => step.Key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CommitSecret.Dispose();
        foreach (var step in _path)
        {
            step.Secret.Dispose();
            if (!_keysTaken)
            {
                step.Key.Dispose();
            }
        }
    }
}
