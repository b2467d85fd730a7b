using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.Security;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What a thief derives from roots of user-group epochs: the keys behind every leaf and KeyPackage that any sibling made under one of them (modes 5.1.2).
/// Tags, leaves and generations are public, so nothing has to be guessed but the number of an epoch that was never seen.</summary>
internal sealed class StolenRoots(ICryptoProvider crypto) : IDerivations
{
    private readonly List<ExporterRoot> _roots = [];
    private readonly Dictionary<ulong, ulong> _numbers = [];
    private readonly HashSet<(int Root, ulong Number, HpkePublicKey Leaf)> _tried = [];
    private readonly HashSet<HpkePublicKey> _known = [];
    private ulong _own;
    private ulong _heard;

    private readonly TreeRootProfile _profile = new();

    /// <summary>Copies of what a device keeps of its user group's epochs.</summary>
    public static StolenRoots Of(ICryptoProvider crypto, UserEpochs epochs)
    {
        var stolen = new StolenRoots(crypto);
        foreach (var epoch in epochs.Kept)
        {
            stolen.Add(epoch);
        }

        return stolen;
    }

    private void Add(UserEpoch epoch) => Add(epoch.Epoch.Value, epoch.Tag, ExporterRoot.From(epoch.Root.Expose()));

    /// <inheritdoc/>
    public bool TryLeaf(Loot loot, GroupId group, LeafNode leaf)
    {
        if (_known.Contains(leaf.EncryptionKey) || Reference(leaf) is not { } reference)
        {
            return false;
        }

        foreach (var number in Numbers(reference.EpochTag))
        {
            for (var root = 0; root < _roots.Count; root++)
            {
                if (_tried.Add((root, number, leaf.EncryptionKey)) && Try(loot, _roots[root], number, group, leaf, reference))
                {
                    _known.Add(leaf.EncryptionKey);
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public LeafKeys? KeysOf(GroupId group, LeafNode leaf)
    {
        if (Reference(leaf) is not { } reference)
        {
            return null;
        }

        foreach (var root in _roots)
        {
            foreach (var number in Numbers(reference.EpochTag))
            {
                using var seed = TreeRootKeys.Seed(crypto, root, Context(TreeRootUse.Leaf, group, number, reference));
                var keys = new LeafKeys(
                    TreeRootKeys.LeafKeyPair(crypto, seed),
                    TreeRootKeys.SignatureKey(crypto, seed),
                    TreeRootKeys.PathSecret(crypto, seed),
                    new ExtensionList([reference.ToExtension()]));
                if (VirtualLeafChecks.KeysMatch(keys, leaf))
                {
                    return keys;
                }

                keys.Dispose();
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Heard(ulong userEpoch) => _heard = Math.Max(_heard, userEpoch);

    /// <inheritdoc/>
    public void Learn(ulong userEpoch, EpochSecrets secrets)
    {
        using var tag = Exporter.Export(crypto, secrets.Exporter, TreeRootKeys.TagLabel, [], sizeof(ulong));
        Add(userEpoch, System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(tag.Expose()), Exporter.DeriveExporterRoot(crypto, secrets.Exporter, TreeRootKeys.RootLabel));
    }

    /// <inheritdoc/>
    public bool Read(Loot loot, OpaqueBytes said)
    {
        try
        {
            using var message = UgApplicationMessage.Decode(said.Span, _profile);
            switch (message)
            {
                case UgApplicationMessage.Welcome welcome:
                    foreach (var secret in welcome.Secrets.Groups)
                    {
                        loot.Add(JoinerSecret.From(secret.JoinerSecret.Expose()), PskSecret.From(secret.PskSecret.Expose()));
                    }

                    return true;
                case UgApplicationMessage.Notice notice:
                    return notice.KeyPackages.Entries.Aggregate(false, (isNew, entry) => TryPackage(loot, entry) || isNew);
                default:
                    return false;
            }
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _roots.ForEach(root => root.Dispose());

    private static LeafRef? Reference(LeafNode leaf)
    {
        try
        {
            return LeafRef.Of(leaf);
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    private void Add(ulong number, ulong tag, ExporterRoot root)
    {
        _numbers.TryAdd(tag, number);
        _own = Math.Max(_own, number);
        if (_roots.Exists(known => known.Expose().SequenceEqual(root.Expose())))
        {
            root.Dispose();
            return;
        }

        _roots.Add(root);
    }

    /// <summary>The number that a tag stands for; of one that was never seen, every number that the public log allows.</summary>
    private IEnumerable<ulong> Numbers(ulong tag)
    {
        if (_numbers.TryGetValue(tag, out var number))
        {
            yield return number;
            yield break;
        }

        for (var later = _own + 1; later <= _heard; later++)
        {
            yield return later;
        }
    }

    private bool TryPackage(Loot loot, KeyPackageNotice.Entry entry)
    {
        if (!_numbers.TryGetValue(entry.Tag.EpochTag, out var number))
        {
            return false;
        }

        // Which root is right, only the KeyPackage itself would tell: all are kept, the wrong ones open nothing.
        foreach (var root in _roots)
        {
            using var seed = TreeRootKeys.Seed(crypto, root, Context(TreeRootUse.Init, default, number, (LeafRef)entry.Tag));
            loot.Add(TreeRootKeys.InitKeyPair(crypto, seed));
            loot.Add(TreeRootKeys.LeafKeyPair(crypto, seed));
        }

        return true;
    }

    private bool Try(Loot loot, ExporterRoot root, ulong number, GroupId group, LeafNode leaf, LeafRef reference)
    {
        if (leaf.Source is LeafNodeSource.Commit)
        {
            return Try(loot, root, Context(TreeRootUse.Leaf, group, number, reference), leaf);
        }

        return Try(loot, root, Context(TreeRootUse.Init, default, number, reference), leaf) || Try(loot, root, Context(TreeRootUse.Create, group, number, reference), leaf);
    }

    private bool Try(Loot loot, ExporterRoot root, TreeRootContext context, LeafNode leaf)
    {
        using var seed = TreeRootKeys.Seed(crypto, root, context);
        var key = TreeRootKeys.LeafKeyPair(crypto, seed);
        if (key.PublicKey != leaf.EncryptionKey)
        {
            key.Dispose();
            return false;
        }

        loot.Add(key);
        switch (context.Use)
        {
            case TreeRootUse.Init:
                loot.Add(TreeRootKeys.InitKeyPair(crypto, seed));
                break;
            case TreeRootUse.Leaf:
                loot.Add(leaf.EncryptionKey, TreeRootKeys.PathSecret(crypto, seed));
                break;
            default:
                using (var epoch = TreeRootKeys.CreateSecret(crypto, seed))
                {
                    loot.Replace(context.GroupId, 0, EpochLoot.Derived(crypto, KeySchedule.FromEpochSecret(crypto, epoch), 1));
                }

                break;
        }

        return true;
    }

    private TreeRootContext Context(TreeRootUse use, GroupId group, ulong number, LeafRef reference) =>
        new(use, crypto.Suite, group, new Epoch(number), reference.DeviceLeaf, reference.Generation);
}
