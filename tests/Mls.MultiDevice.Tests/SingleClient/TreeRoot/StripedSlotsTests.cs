using CsCheck;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class StripedSlotsTests
{
    private static readonly GroupId Group = new(OpaqueBytes.FromText("group-1"));

    [Theory]
    [InlineData(0u, 4u, 0u, 0u)]
    [InlineData(3u, 4u, 0u, 3u)]
    [InlineData(3u, 4u, 3u, 3u)]
    [InlineData(3u, 4u, 4u, 7u)]
    [InlineData(1u, 4u, 2u, 5u)]
    [InlineData(1u, 4u, 4u, 5u)]
    [InlineData(0u, 1u, 17u, 17u)]
    [InlineData(7u, 8u, 4294967288u, 4294967295u)]
    public void The_slot_is_the_smallest_one_of_the_own_stripe_from_the_next_on(uint ownLeaf, uint leafCount, uint next, uint expected)
    {
        using var epochs = MadeEpochs.Epochs(ownLeaf, leafCount, 5);

        Assert.Equal(expected, new StripedSlots(epochs).Generation(Group, MadeEpochs.LeafOf(5), next));
    }

    [Fact]
    public void The_slot_is_minimal_and_on_the_stripe_for_all_places() => (
        from height in Gen.Int[0, 6]
        from leaf in Gen.UInt[0, (1u << height) - 1]
        from next in Gen.UInt[0, uint.MaxValue - 64]
        select (LeafCount: 1u << height, Leaf: leaf, Next: next)).Sample(place =>
    {
        using var epochs = MadeEpochs.Epochs(place.Leaf, place.LeafCount, 5);
        var generation = new StripedSlots(epochs).Generation(Group, MadeEpochs.LeafOf(5), place.Next);

        Assert.Equal(place.Leaf, generation % place.LeafCount);
        Assert.InRange(generation - place.Next, 0u, place.LeafCount - 1);
    }, iter: 2000);

    [Fact]
    public void Devices_that_send_in_bursts_without_hearing_each_other_never_take_the_same_slot() => (
        from height in Gen.Int[0, 4]
        from sends in Gen.Select(Gen.UInt[0, (1u << height) - 1], Gen.Bool).Array[1, 200]
        select (LeafCount: 1u << height, Sends: sends)).Sample(burst =>
    {
        var devices = Enumerable.Range(0, (int)burst.LeafCount).Select(leaf => MadeEpochs.Epochs((uint)leaf, burst.LeafCount, 5)).ToList();
        var heard = new uint[burst.LeafCount];
        var taken = new HashSet<uint>();
        foreach (var (device, hears) in burst.Sends)
        {
            // A device knows its own sends, and now and then everybody's.
            heard[device] = hears && taken.Count > 0 ? Math.Max(heard[device], taken.Max() + 1) : heard[device];
            var generation = new StripedSlots(devices[(int)device]).Generation(Group, MadeEpochs.LeafOf(5), heard[device]);
            Assert.True(taken.Add(generation), $"generation {generation} twice");
            heard[device] = generation + 1;
        }

        devices.ForEach(device => device.Dispose());
    }, iter: 200);

    [Fact]
    public void The_stripe_is_that_of_the_epoch_behind_the_active_leaf_not_of_the_newest()
    {
        using var epochs = new UserEpochs();
        epochs.Add(MadeEpochs.Epoch(1, ownLeaf: 1, leafCount: 2), removesDevice: false);
        epochs.Add(MadeEpochs.Epoch(2, ownLeaf: 1, leafCount: 4), removesDevice: false);
        var slots = new StripedSlots(epochs);

        Assert.Equal(3u, slots.Generation(Group, MadeEpochs.LeafOf(1), 2));
        Assert.Equal(5u, slots.Generation(Group, MadeEpochs.LeafOf(2), 2));
    }

    [Fact]
    public void A_device_that_came_later_than_the_active_leafs_epoch_must_not_send()
    {
        using var epochs = MadeEpochs.Epochs(2, 4, 6);
        var slots = new StripedSlots(epochs);

        Assert.True(slots.MaySend(MadeEpochs.LeafOf(6)));
        Assert.False(slots.MaySend(MadeEpochs.LeafOf(5)));
        Assert.False(slots.MaySend(MadeEpochs.PlainLeaf()));
        Assert.Throws<InvalidOperationException>(() => slots.Generation(Group, MadeEpochs.LeafOf(5), 0));
    }

    [Fact]
    public void A_device_whose_own_leaf_was_blank_in_the_epoch_must_not_send()
    {
        using var epochs = new UserEpochs();
        epochs.Add(MadeEpochs.Epoch(5, ownLeaf: 2, leafCount: 4, blank: 2), removesDevice: false);

        Assert.False(new StripedSlots(epochs).MaySend(MadeEpochs.LeafOf(5)));
    }

    [Fact]
    public void A_ratchet_that_is_used_up_is_not_started_again()
    {
        using var epochs = MadeEpochs.Epochs(0, 8, 5);

        Assert.Throws<InvalidOperationException>(() => new StripedSlots(epochs).Generation(Group, MadeEpochs.LeafOf(5), uint.MaxValue - 6));
    }

    [Fact]
    public void The_guard_is_four_random_octets()
    {
        using var epochs = MadeEpochs.Epochs(0, 8, 5);

        Assert.Equal(0x01020304u, new StripedSlots(epochs).ReuseGuard(Group, [], new FixedRandom(1, 2, 3, 4)));
    }
}
