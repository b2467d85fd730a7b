using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Schedule;

/// <summary>Helpers for tests of the secret tree.</summary>
internal static class SecretTrees
{
    public static readonly byte[] Root = [.. Enumerable.Repeat((byte)0x5a, 32)];

    public static SecretTree Create(uint leafCount, SecretTreeLimits? limits = null, ICryptoProvider? crypto = null) =>
        new(crypto ?? Suites.One, new EncryptionSecret(Root), leafCount, limits);

    public static byte[] Snapshot(SecretTree tree)
    {
        using var writer = new TlsWriter();
        tree.Write(writer);
        return writer.ToArray();
    }

    public static SecretTree Restore(byte[] snapshot, SecretTreeLimits? limits = null)
    {
        var reader = new TlsReader(snapshot);
        var tree = SecretTree.Read(ref reader, Suites.One, limits);
        reader.ExpectEnd();
        return tree;
    }

    public static LeaseResult Ask(SecretTree tree, MessageSlot slot) => tree.Lease(slot.Leaf, slot.Type, slot.Generation);

    public static MessageKeyLease Lease(SecretTree tree, MessageSlot slot) => Assert.IsType<LeaseResult.Leased>(Ask(tree, slot)).Lease;

    public static MessageKeyLease Lease(SecretTree tree, uint leaf, uint generation) => Lease(tree, Slot(leaf, generation));

    public static byte[] Use(SecretTree tree, MessageSlot slot)
    {
        using var lease = Lease(tree, slot);
        lease.Consume();
        return lease.Keys.Expose().ToArray();
    }

    public static byte[] Use(SecretTree tree, uint leaf, uint generation) => Use(tree, Slot(leaf, generation));

    public static MessageSlot Slot(uint leaf, uint generation) => new(new LeafIndex(leaf), RatchetType.Application, generation);
}
