using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Schedule;

public sealed class SecretTreeTests
{
    private static readonly string Node = new('5', 64);

    private static readonly string Keys = new('6', 56);

    /// <summary>Snapshots that no tree writes: leaf count, node secrets, leaves.</summary>
    public static TheoryData<string, string> MalformedSnapshots() => new()
    {
        { "", "nothing" },
        { "00000000" + "00" + "00", "no leaves" },
        { "00000003" + "00" + "00", "three leaves" },
        { "00000002" + "25" + "00000003" + "20" + Node + "00", "a node outside the tree" },
        { "00000002" + "404a" + "00000001" + "20" + Node + "00000001" + "20" + Node + "00", "a node twice" },
        { "00000002" + "404a" + "00000002" + "20" + Node + "00000000" + "20" + Node + "00", "nodes out of order" },
        { "00000002" + "06" + "00000001" + "01" + "55" + "00", "a short node secret" },
        { "00000002" + "00" + Leaf("00000002", Ratchet("0000000000000000", "20" + Node, "00")), "a leaf outside the tree" },
        { "00000002" + "00" + Leaf("00000000", Ratchet("0000000000000000", "00", "00")), "no secret before the end" },
        { "00000002" + "00" + Leaf("00000000", Ratchet("0000000100000000", "20" + Node, "00")), "a secret after the end" },
        { "00000002" + "00" + Leaf("00000000", Ratchet("0000000100000001", "00", "00")), "a generation after the end" },
        { "00000002" + "00" + Leaf("00000000", Ratchet("0000000000000001", "20" + Node, "21" + "00000001" + "1c" + Keys)), "a skipped generation that is not behind" },
        { "00000002" + "00" + Leaf("00000000", Ratchet("0000000000000001", "20" + Node, "06" + "00000000" + "01" + "66")), "a short message key" },
        { "00000002" + "00" + "00" + "00", "trailing octets" },
    };

    [Theory]
    [MemberData(nameof(MalformedSnapshots))]
    public void A_snapshot_that_no_tree_writes_is_malformed(string hex, string why)
    {
        Assert.NotEmpty(why);
        Assert.Throws<MalformedException>(() => SecretTrees.Restore(Convert.FromHexString(hex)));
    }

    [Fact]
    public void Every_truncation_of_a_snapshot_is_malformed()
    {
        using var tree = SecretTrees.Create(8);
        SecretTrees.Use(tree, 5, 2);
        var snapshot = SecretTrees.Snapshot(tree);

        for (var length = 0; length < snapshot.Length; length++)
        {
            Assert.Throws<MalformedException>(() => SecretTrees.Restore(snapshot[..length]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void The_leaf_count_is_a_power_of_two(uint leafCount)
    {
        using var secret = new EncryptionSecret(SecretTrees.Root);

        Assert.Throws<ArgumentException>(() => new SecretTree(Suites.One, secret, leafCount));
    }

    [Fact]
    public void A_fresh_tree_holds_one_secret_whatever_its_size()
    {
        using var small = SecretTrees.Create(1);
        using var large = SecretTrees.Create(1u << 20);

        Assert.Equal(SecretTrees.Snapshot(small).Length, SecretTrees.Snapshot(large).Length);
    }

    [Fact]
    public void What_led_to_a_used_key_is_gone()
    {
        using var tree = SecretTrees.Create(4);
        var key = SecretTrees.Use(tree, 2, 0);

        var snapshot = SecretTrees.Snapshot(tree);

        Assert.False(Contains(snapshot, SecretTrees.Root));
        Assert.False(Contains(snapshot, key));
        Assert.False(Contains(snapshot, Expand(Expand(SecretTrees.Root, "right"), "left")));
        Assert.True(Contains(snapshot, Expand(SecretTrees.Root, "left")));
        Assert.True(Contains(snapshot, Expand(Expand(SecretTrees.Root, "right"), "right")));
    }

    [Fact]
    public void There_is_no_key_for_a_leaf_that_the_tree_does_not_have()
    {
        using var tree = SecretTrees.Create(4);

        Assert.IsType<LeaseResult.NoSuchLeaf>(SecretTrees.Ask(tree, SecretTrees.Slot(4, 0)));
        Assert.IsType<LeaseResult.NoSuchLeaf>(SecretTrees.Ask(tree, SecretTrees.Slot(uint.MaxValue, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.NextGeneration(new LeafIndex(4), RatchetType.Application));
    }

    [Fact]
    public void The_furthest_generation_is_as_far_from_the_next_as_the_limit_says()
    {
        using var tree = SecretTrees.Create(2, new SecretTreeLimits { MaxForward = 5 });

        Assert.IsType<LeaseResult.TooFarAhead>(SecretTrees.Ask(tree, SecretTrees.Slot(1, 6)));
        SecretTrees.Use(tree, 1, 5);
        Assert.IsType<LeaseResult.TooFarAhead>(SecretTrees.Ask(tree, SecretTrees.Slot(1, 12)));
        Assert.IsType<LeaseResult.Leased>(SecretTrees.Ask(tree, SecretTrees.Slot(1, 11)));
    }

    [Fact]
    public void Asking_for_a_far_generation_costs_a_bounded_number_of_derivations()
    {
        var metered = new MeteringCryptoProvider(Suites.One);
        var most = (uint)SecretTreeLimits.Default.MaxForward;
        using var tree = SecretTrees.Create(1024, crypto: metered);

        SecretTrees.Lease(tree, 1000, most).Dispose();
        var furthest = metered.TakeCounts();
        Assert.IsType<LeaseResult.TooFarAhead>(SecretTrees.Ask(tree, SecretTrees.Slot(1000, most + 1)));
        Assert.IsType<LeaseResult.TooFarAhead>(SecretTrees.Ask(tree, SecretTrees.Slot(1000, uint.MaxValue)));

        Assert.Equal(new OperationCounts { Kdf = (2 * 10) + 2 + most + 2 }, furthest);
        Assert.Equal(default, metered.Counts);
    }

    [Fact]
    public void The_oldest_skipped_keys_are_dropped_first()
    {
        using var tree = SecretTrees.Create(1, new SecretTreeLimits { MaxForward = 100, MaxSkippedPerRatchet = 2 });

        SecretTrees.Use(tree, 0, 2);
        SecretTrees.Use(tree, 0, 5);

        Assert.Equal(2, tree.SkippedCount);
        Assert.All([0u, 1u, 2u, 5u], generation => Assert.IsType<LeaseResult.AlreadyConsumed>(SecretTrees.Ask(tree, SecretTrees.Slot(0, generation))));
        Assert.All([3u, 4u, 6u], generation => Assert.IsType<LeaseResult.Leased>(SecretTrees.Ask(tree, SecretTrees.Slot(0, generation))));
    }

    [Fact]
    public void The_ratchet_that_skips_pays_for_the_limit_of_the_tree()
    {
        using var tree = SecretTrees.Create(2, new SecretTreeLimits { MaxSkippedPerTree = 5 });

        SecretTrees.Use(tree, 0, 3);
        SecretTrees.Use(tree, 1, 10);

        Assert.Equal(5, tree.SkippedCount);
        Assert.IsType<LeaseResult.Leased>(SecretTrees.Ask(tree, SecretTrees.Slot(0, 0)));
        Assert.IsType<LeaseResult.AlreadyConsumed>(SecretTrees.Ask(tree, SecretTrees.Slot(1, 7)));
        Assert.IsType<LeaseResult.Leased>(SecretTrees.Ask(tree, SecretTrees.Slot(1, 8)));
    }

    [Fact]
    public void The_keys_that_a_ratchet_keeps_already_are_not_counted_against_it_twice()
    {
        using var tree = SecretTrees.Create(2, new SecretTreeLimits { MaxSkippedPerTree = 5 });

        SecretTrees.Use(tree, 0, 3);
        SecretTrees.Use(tree, 0, 6);

        Assert.Equal(5, tree.SkippedCount);
        Assert.All([0u, 1u, 2u, 4u, 5u], generation => Assert.IsType<LeaseResult.Leased>(SecretTrees.Ask(tree, SecretTrees.Slot(0, generation))));
    }

    [Fact]
    public void Keys_that_are_dropped_or_left_when_the_tree_ends_are_cleared()
    {
        var tree = SecretTrees.Create(4, new SecretTreeLimits { MaxForward = 100, MaxSkippedPerRatchet = 2 });
        SecretTrees.Use(tree, 0, 2);
        var dropped = tree.Leaves[0][RatchetType.Application].Skipped[0];
        SecretTrees.Use(tree, 0, 5);
        var kept = tree.Leaves[0][RatchetType.Application].Skipped.Values.ToList();
        var nodes = tree.NodeSecrets.Values.ToList();

        Assert.True(dropped.IsCleared);
        Assert.DoesNotContain(kept, keys => keys.IsCleared);
        Assert.DoesNotContain(nodes, secret => secret.IsCleared);
        tree.Dispose();

        Assert.All(kept, keys => Assert.True(keys.IsCleared));
        Assert.All(nodes, secret => Assert.True(secret.IsCleared));
        Assert.Throws<ObjectDisposedException>(() => tree.NextGeneration(new LeafIndex(0), RatchetType.Application));
        Assert.Throws<ObjectDisposedException>(() => SecretTrees.Snapshot(tree));
    }

    [Fact]
    public void The_next_generation_follows_the_highest_consumed()
    {
        using var tree = SecretTrees.Create(2);
        var leaf = new LeafIndex(1);

        Assert.Equal(0u, tree.NextGeneration(leaf, RatchetType.Application));
        SecretTrees.Use(tree, 1, 7);
        SecretTrees.Use(tree, 1, 3);

        Assert.Equal(8u, tree.NextGeneration(leaf, RatchetType.Application));
        Assert.Equal(0u, tree.NextGeneration(leaf, RatchetType.Handshake));
    }

    [Fact]
    public void A_ratchet_ends_at_the_last_generation_and_does_not_wrap()
    {
        var octets = "00000001" + "00" + Leaf("00000000", Ratchet("00000000ffffffff", "20" + Node, "00"));
        using var tree = SecretTrees.Restore(Convert.FromHexString(octets));

        using (var last = tree.Lease(new LeafIndex(0), RatchetType.Handshake, uint.MaxValue) is LeaseResult.Leased leased ? leased.Lease : null)
        {
            Assert.NotNull(last);
            last.Consume();
        }

        Assert.Throws<InvalidOperationException>(() => tree.NextGeneration(new LeafIndex(0), RatchetType.Handshake));
        Assert.IsType<LeaseResult.AlreadyConsumed>(tree.Lease(new LeafIndex(0), RatchetType.Handshake, uint.MaxValue));
        Assert.IsType<LeaseResult.AlreadyConsumed>(tree.Lease(new LeafIndex(0), RatchetType.Handshake, 0));
        var snapshot = SecretTrees.Snapshot(tree);
        using var restored = SecretTrees.Restore(snapshot);
        Assert.Equal(snapshot, SecretTrees.Snapshot(restored));
    }

    [Fact]
    public void Only_one_of_two_leases_of_the_same_key_can_be_consumed()
    {
        using var tree = SecretTrees.Create(2);
        using var first = SecretTrees.Lease(tree, 0, 1);
        using var second = SecretTrees.Lease(tree, 0, 1);

        first.Consume();
        var after = SecretTrees.Snapshot(tree);

        Assert.Throws<InvalidOperationException>(second.Consume);
        Assert.Throws<InvalidOperationException>(first.Consume);
        Assert.Equal(after, SecretTrees.Snapshot(tree));
    }

    [Fact]
    public void Disposing_clears_what_was_lent_and_ends_the_use_of_the_tree()
    {
        var secret = new EncryptionSecret(SecretTrees.Root);
        var tree = new SecretTree(Suites.One, secret, 2);
        var lease = SecretTrees.Lease(tree, 0, 0);
        var keys = lease.Keys;

        tree.Dispose();
        Assert.True(secret.IsCleared);
        Assert.Throws<ObjectDisposedException>(lease.Consume);
        Assert.Throws<ObjectDisposedException>(() => SecretTrees.Ask(tree, SecretTrees.Slot(0, 0)));
        lease.Dispose();
        Assert.True(keys.IsCleared);
    }

    private static string Ratchet(string next, string head, string skipped) => next + head + skipped;

    /// <summary>A leaf whose first ratchet is given, with a fresh second one, in a vector of leaves.</summary>
    private static string Leaf(string leaf, string first)
    {
        var content = leaf + first + Ratchet("0000000000000000", "20" + Node, "00");
        using var writer = new TlsWriter();
        writer.WriteOpaque(Convert.FromHexString(content));
        return Convert.ToHexString(writer.Written);
    }

    private static byte[] Expand(byte[] secret, string direction)
    {
        var output = new byte[32];
        LabeledCrypto.ExpandWithLabel(Suites.One, secret, "tree"u8, System.Text.Encoding.UTF8.GetBytes(direction), output);
        return output;
    }

    private static bool Contains(byte[] all, byte[] part) => all.AsSpan().IndexOf(part) >= 0;
}
