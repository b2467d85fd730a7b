using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

/// <summary>User epochs without a user group behind them, and leaves that name them.</summary>
internal static class MadeEpochs
{
    /// <summary>An epoch whose tag and root follow from its number; every leaf is occupied but those named.</summary>
    public static UserEpoch Epoch(ulong number, uint ownLeaf = 0, uint leafCount = 4, params uint[] blank)
    {
        var devices = Enumerable.Range(0, (int)leafCount).Select(leaf => blank.Contains((uint)leaf) ? OpaqueBytes.Empty : new OpaqueBytes([(byte)leaf]));
        Span<byte> root = stackalloc byte[32];
        root.Fill((byte)number);
        return new UserEpoch(new Epoch(number), Tag(number), new ExporterRoot(root), new LeafIndex(ownLeaf), devices.ToValueList());
    }

    public static ulong Tag(ulong number) => 0xABCD_0000_0000_0000 | number;

    /// <summary>The epochs of some numbers, all seen from one leaf.</summary>
    public static UserEpochs Epochs(uint ownLeaf, uint leafCount, params ulong[] numbers)
    {
        var epochs = new UserEpochs();
        foreach (var number in numbers)
        {
            epochs.Add(Epoch(number, ownLeaf, leafCount), removesDevice: false);
        }

        return epochs;
    }

    /// <summary>A leaf with given keys and extensions, signed by nobody.</summary>
    public static LeafNode Leaf(HpkePublicKey encryption, SignaturePublicKey signature, ExtensionList extensions) => new(
        encryption,
        signature,
        new Credential.Basic(Mls.MultiDevice.Directory.UserId.Of("alice")),
        Capabilities.Minimal(Suites.One.Suite),
        new LeafNodeSource.Commit(default),
        extensions,
        default);

    /// <summary>A leaf that names a user epoch and nothing true beyond that.</summary>
    public static LeafNode LeafOf(ulong number, uint deviceLeaf = 0, uint generation = 0) => Leaf(
        new HpkePublicKey([1]), new SignaturePublicKey([2]), new ExtensionList([new LeafRef(Tag(number), deviceLeaf, generation).ToExtension()]));

    /// <summary>A leaf that names nothing.</summary>
    public static LeafNode PlainLeaf() => Leaf(new HpkePublicKey([1]), new SignaturePublicKey([2]), ExtensionList.Empty);
}
