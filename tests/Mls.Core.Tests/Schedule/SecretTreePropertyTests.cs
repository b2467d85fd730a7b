using CsCheck;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Xunit;

namespace Mls.Core.Tests.Schedule;

public sealed class SecretTreePropertyTests
{
    private static readonly Gen<(uint LeafCount, MessageSlot[] Slots)> Deliveries =
        from height in Gen.Int[0, 4]
        from slots in Slot(height).Array[1, 60]
        select (1u << height, slots.Distinct().ToArray());

    [Fact]
    public void Any_order_of_deliveries_opens_each_message_exactly_once_with_its_senders_key() => Deliveries.Sample(deliveries =>
    {
        using var receiver = SecretTrees.Create(deliveries.LeafCount);
        foreach (var slot in deliveries.Slots)
        {
            using var sender = SecretTrees.Create(deliveries.LeafCount);

            Assert.Equal(SecretTrees.Use(sender, slot), SecretTrees.Use(receiver, slot));
            Assert.IsType<LeaseResult.AlreadyConsumed>(SecretTrees.Ask(receiver, slot));
        }

        Assert.All(deliveries.Slots, slot => Assert.IsType<LeaseResult.AlreadyConsumed>(SecretTrees.Ask(receiver, slot)));
    }, iter: 60);

    [Fact]
    public void A_lease_that_is_not_consumed_leaves_the_snapshot_as_it_was() => Deliveries.Sample(deliveries =>
    {
        using var tree = SecretTrees.Create(deliveries.LeafCount);
        for (var i = 0; i < deliveries.Slots.Length; i++)
        {
            var before = SecretTrees.Snapshot(tree);
            using (var dropped = SecretTrees.Lease(tree, deliveries.Slots[i]))
            {
                Assert.Equal(before, SecretTrees.Snapshot(tree));
            }

            Assert.Equal(before, SecretTrees.Snapshot(tree));
            if (i % 2 == 0)
            {
                SecretTrees.Use(tree, deliveries.Slots[i]);
            }
        }
    }, iter: 60);

    [Fact]
    public void Leases_held_at_the_same_time_come_to_the_same_as_one_after_the_other() => Deliveries.Sample(deliveries =>
    {
        using var together = SecretTrees.Create(deliveries.LeafCount);
        using var apart = SecretTrees.Create(deliveries.LeafCount);
        var leases = deliveries.Slots.Select(slot => SecretTrees.Lease(together, slot)).ToList();
        foreach (var lease in leases)
        {
            lease.Consume();

            Assert.Equal(SecretTrees.Use(apart, lease.Slot), lease.Keys.Expose());
            Assert.Equal(SecretTrees.Snapshot(apart), SecretTrees.Snapshot(together));
        }

        leases.ForEach(lease => lease.Dispose());
    }, iter: 60);

    [Fact]
    public void A_tree_restored_after_each_message_goes_on_as_if_it_had_not_been() => Deliveries.Sample(deliveries =>
    {
        using var kept = SecretTrees.Create(deliveries.LeafCount);
        var restored = SecretTrees.Create(deliveries.LeafCount);
        foreach (var slot in deliveries.Slots)
        {
            var snapshot = SecretTrees.Snapshot(restored);
            restored.Dispose();
            restored = SecretTrees.Restore(snapshot);

            Assert.Equal(snapshot, SecretTrees.Snapshot(restored));
            Assert.Equal(SecretTrees.Use(kept, slot), SecretTrees.Use(restored, slot));
            Assert.Equal(kept.SkippedCount, restored.SkippedCount);
            Assert.Equal(SecretTrees.Snapshot(kept), SecretTrees.Snapshot(restored));
        }

        restored.Dispose();
    }, iter: 60);

    [Fact]
    public void Whatever_the_limits_no_more_keys_are_kept_than_they_say() => Gen.Select(Deliveries, Gen.Int[0, 6], Gen.Int[0, 9]).Sample((deliveries, perRatchet, perTree) =>
    {
        var limits = new SecretTreeLimits { MaxForward = 30, MaxSkippedPerRatchet = perRatchet, MaxSkippedPerTree = perTree };
        using var tree = SecretTrees.Create(deliveries.LeafCount, limits);
        foreach (var slot in deliveries.Slots)
        {
            if (SecretTrees.Ask(tree, slot) is LeaseResult.Leased { Lease: var lease })
            {
                lease.Consume();
                lease.Dispose();
            }

            Assert.InRange(tree.SkippedCount, 0, perTree);
            Assert.IsType<LeaseResult.AlreadyConsumed>(SecretTrees.Ask(tree, slot));
        }
    }, iter: 100);

    private static Gen<MessageSlot> Slot(int height) =>
        from leaf in Gen.UInt[0, (1u << height) - 1]
        from handshake in Gen.Bool
        from generation in Gen.UInt[0, 25]
        select new MessageSlot(new LeafIndex(leaf), handshake ? RatchetType.Handshake : RatchetType.Application, generation);
}
