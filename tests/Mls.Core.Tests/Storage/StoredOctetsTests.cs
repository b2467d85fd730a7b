using Mls.Core.Clients;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Storage;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Storage;

public sealed class StoredOctetsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_message_costs_does_not_depend_on_the_group()
    {
        var small = await Measure(8, 0);
        var old = await Measure(8, 3);
        var large = await Measure(1024, 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"8: {small}\n8, with past: {old}\n1024: {large}");

        Assert.Equal((small.Sent, small.Received), (large.Sent, large.Received));
        Assert.Equal((small.Sent, small.Received), (old.Sent, old.Received));
        Assert.True(large.Sent <= 1000 && large.Received <= 1000, $"{large}");

        // The first message of a sender in an epoch replaces the secret of a node above its leaf by those beside the way down.
        Assert.True(large.FirstSent <= 1000 && large.FirstReceived <= 1000, $"{large}");
        Assert.InRange(large.FirstSent - small.FirstSent, 1, 7 * 60);
    }

    [Fact]
    public async Task What_a_Commit_costs_grows_with_the_logarithm_of_the_group()
    {
        var (small, large) = (await Measure(8, 3), await Measure(1024, 3));
        TestContext.Current.TestOutputHelper?.WriteLine($"8: {small}\n1024: {large}");

        // Ten levels instead of three: for each a tree node (below 200 octets), the one it replaces, and two private keys.
        Assert.InRange(large.CommitReceived - small.CommitReceived, 1, 7 * 400);
        Assert.True(large.CommitReceived < 6000, $"{large}");
        Assert.InRange(large.CommitMade - small.CommitMade, 1, 7 * 600);
    }

    /// <summary>Octets of the deltas in a group of which two members are real.</summary>
    private static async Task<Costs> Measure(int members, int commits)
    {
        using var group = TestGroup.Of(2);
        var store = new DyingStore();
        using var others = new TestClient("others");
        var absent = Enumerable.Range(2, members - 2).Select(number => new TestClient($"M{number}")).ToList();
        var packages = absent.ConvertAll(client => client.NewKeyPackage());
        group.Commit(1, new CommitOptions { Proposals = [.. packages.Select(bundle => new Proposal.Add(bundle.KeyPackage))] }).Dispose();
        packages.ForEach(bundle => bundle.Dispose());
        using var stored = await StoredGroup.CreateAsync(group[0].Group, store, Token);
        var other = group[1];
        for (var i = 0; i < commits; i++)
        {
            using var more = other.Group.Commit(new CommitOptions());
            other.Group.Apply(more.Staged);
            await stored.ReceiveAsync(more.Message, cancellationToken: Token);
        }

        var firstSent = await Sent(stored, store, other);
        var sent = await Sent(stored, store, other);
        var firstReceived = await Received(stored, store, other);
        var received = await Received(stored, store, other);
        using var commit = other.Group.Commit(new CommitOptions());
        other.Group.Apply(commit.Staged);
        await stored.ReceiveAsync(commit.Message, cancellationToken: Token);
        var commitReceived = store.LastSize;
        var own = await stored.CommitAsync(new CommitOptions(), Token);
        var made = store.LastSize - Tls.Encode(own.Message).Length;
        await stored.ConfirmAsync(Token);
        absent.ForEach(client => client.Dispose());
        return new Costs(firstSent, sent, firstReceived, received, commitReceived, made + store.LastSize);
    }

    private static async Task<int> Sent(StoredGroup stored, DyingStore store, TestMember other)
    {
        other.Open(await stored.ProtectAsync("sixteen octets.."u8.ToArray(), cancellationToken: Token));
        return store.LastSize;
    }

    private static async Task<int> Received(StoredGroup stored, DyingStore store, TestMember other)
    {
        Assert.IsType<ReceiveResult.Application>(await stored.ReceiveAsync(other.Group.Protect("sixteen octets.."u8), cancellationToken: Token));
        return store.LastSize;
    }

    private sealed record Costs(int FirstSent, int Sent, int FirstReceived, int Received, int CommitReceived, int CommitMade);
}
