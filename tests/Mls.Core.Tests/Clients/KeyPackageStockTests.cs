using Mls.Core.Clients;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Clients;

public sealed class KeyPackageStockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishing_brings_the_stock_to_its_number_with_one_of_last_resort_and_then_has_nothing_to_do()
    {
        using var scene = await ClientScene.Create();

        await scene.Publish();

        Assert.Equal(4, scene.Published.Count);
        Assert.Single(scene.Published.Values, package => package.IsLastResort);
        Assert.All(scene.Published.Values, package => KeyPackageRulesAccept(scene, package));
        var writes = scene.Store.Writes;
        await scene.Bob.PublishAsync((_, _) => throw new InvalidOperationException("nothing is new"), cancellationToken: Token);
        Assert.Equal(writes, scene.Store.Writes);
    }

    [Fact]
    public async Task A_used_KeyPackage_is_gone_from_the_store_and_replaced_by_the_next_publishing()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var used = scene.Fetch();
        Assert.True(scene.Store.Holds(used.InitKey.Octets.Span));
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("one", used), cancellationToken: Token));

        Assert.False(scene.Store.Holds(used.InitKey.Octets.Span));
        await scene.Publish();
        Assert.Equal(4, scene.Published.Count);
    }

    [Fact]
    public async Task One_of_last_resort_serves_twice_and_is_replaced_once_it_was_used()
    {
        using var scene = await ClientScene.Create(new ClientOptions { KeyPackages = 0, LastResort = true });
        await scene.Publish();
        var last = scene.Fetch(lastResort: true);
        await scene.Bob.ReceiveAsync(await scene.Invite("one", last), cancellationToken: Token);

        await scene.Publish();
        await scene.Restart();

        Assert.Equal(2, scene.Published.Count);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("two", last), cancellationToken: Token));
        await scene.AssertHears("one");
        await scene.AssertHears("two");
        await scene.Publish();
        Assert.Equal(2, scene.Published.Count);
    }

    [Fact]
    public async Task What_was_not_published_is_published_by_the_next_call_and_nothing_is_made_twice()
    {
        using var scene = await ClientScene.Create();
        IReadOnlyList<KeyPackage> first = [];
        await Assert.ThrowsAsync<HttpRequestException>(() => scene.Bob.PublishAsync(
            (packages, _) =>
            {
                first = packages;
                throw new HttpRequestException("no network");
            },
            cancellationToken: Token));
        await scene.Restart();

        await scene.Publish();

        Assert.Equal(first.Select(package => package.Ref(Suites.One).Octets).ToHashSet(), scene.Published.Keys.ToHashSet());
    }

    [Fact]
    public async Task Where_the_delivery_service_tells_what_is_left_that_is_what_counts_and_the_fetched_ones_stay_good()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var fetched = scene.Fetch();
        scene.Fetch();

        await scene.Publish();
        Assert.Equal(2, scene.Published.Count);
        await scene.Publish(remaining: 1);
        Assert.Equal(4, scene.Published.Count);
        await scene.Publish(remaining: 3);
        Assert.Equal(4, scene.Published.Count);

        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("late", fetched), cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => scene.Publish(remaining: -1));
    }

    [Fact]
    public async Task Fetching_without_end_does_not_fill_the_store_and_the_last_ones_stay_good()
    {
        using var scene = await ClientScene.Create(new ClientOptions { KeyPackages = 3, MaxKeyPackages = 10, LastResort = true });
        for (var round = 0; round < 8; round++)
        {
            scene.Clock.Now += TimeSpan.FromMinutes(1);
            await scene.Publish(remaining: 0);
        }

        // Ten KeyPackages, the identity, the head.
        Assert.Equal(12, scene.Store.Records([0]).Count);
        Assert.Equal(3 * 8, scene.Published.Values.Count(package => !package.IsLastResort));
        var last = scene.Published.Values.Last(package => !package.IsLastResort);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("one", last), cancellationToken: Token));
        var gone = await scene.Bob.ReceiveAsync(await scene.Invite("two", scene.Fetch()), cancellationToken: Token);
        Assert.IsType<Received.UnknownKeyPackage>(gone);
    }

    [Fact]
    public async Task KeyPackages_are_renewed_before_they_end_are_good_until_then_and_deleted_afterwards()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var (first, second) = (scene.Fetch(), scene.Fetch());
        scene.Published.Clear();

        scene.Clock.Now += scene.Options.Lifetime - scene.Options.RenewBefore;
        await scene.Publish();
        Assert.Empty(scene.Published);
        scene.Clock.Now += TimeSpan.FromSeconds(1);
        await scene.Publish();
        Assert.Equal(4, scene.Published.Count);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("one", first), cancellationToken: Token));

        // The Welcome of the last moment arrives late: it is opened unless the stock has been gone through.
        scene.Clock.Now += scene.Options.RenewBefore - TimeSpan.FromSeconds(1);
        var welcome = await scene.Invite("two", second);
        scene.Clock.Now += TimeSpan.FromSeconds(1);
        await scene.Restart();
        Assert.True(scene.Store.Holds(second.InitKey.Octets.Span));
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        await scene.Publish();
        Assert.Equal(4 + 2 + 2, scene.Store.Records([0]).Count);
    }

    [Fact]
    public async Task Another_identity_replaces_what_is_published_and_groups_go_on()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("one");
        var early = scene.Fetch();
        scene.Published.Clear();
        using var next = scene.BobsKit.Services.Crypto.GenerateSignatureKey(scene.BobsKit.Services.Random);

        await scene.Bob.ChangeIdentityAsync(scene.BobsKit.Identity, next, Token);
        await scene.Restart();
        await scene.Publish();

        Assert.Equal(next.PublicKey, scene.Bob.SignatureKey);
        Assert.Equal(4, scene.Published.Count);
        Assert.All(scene.Published.Values, package => Assert.Equal(next.PublicKey, package.LeafNode.SignatureKey));
        await scene.AssertHears("one");
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("two", early), cancellationToken: Token));
        await scene.Join("three");
        await scene.AssertHears("three");
    }

    [Fact]
    public async Task Other_capabilities_alone_replace_what_is_published()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        scene.Published.Clear();
        var type = new ExtensionType(0xf123);

        await scene.Bob.ChangeIdentityAsync(scene.Bob.Identity with { Capabilities = scene.Bob.Identity.Capabilities with { Extensions = [type] } }, scene.BobsKit.Signer, Token);
        await scene.Publish();
        await scene.Publish();

        Assert.Equal(4, scene.Published.Count);
        Assert.All(scene.Published.Values, package => Assert.True(package.LeafNode.Capabilities.Supports(type)));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_when_they_are_said()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { KeyPackages = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { KeyPackages = 100_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { KeyPackages = int.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { MaxKeyPackages = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { MaxKeyPackages = int.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { Lifetime = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { Lifetime = TimeSpan.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientOptions { RenewBefore = TimeSpan.FromTicks(-1) });
        Assert.Equal(0, new ClientOptions { KeyPackages = 0 }.KeyPackages);
        Assert.Equal(100_000, new ClientOptions { KeyPackages = 100_000 }.KeyPackages);
    }

    [Fact]
    public async Task Options_that_do_not_fit_together_are_refused_before_anything_is_stored()
    {
        using var scene = await ClientScene.Create();
        var store = new DyingClientStore();
        foreach (var options in new[]
        {
            new ClientOptions { Lifetime = TimeSpan.FromDays(1), RenewBefore = TimeSpan.FromDays(1) },
            new ClientOptions { KeyPackages = 10, MaxKeyPackages = 10, LastResort = true },
        })
        {
            scene.Options = options;
            await Assert.ThrowsAsync<ArgumentException>(() => scene.NewBob(store));
        }

        Assert.Empty(store.Parts);
        scene.Options = new ClientOptions { KeyPackages = 10, MaxKeyPackages = 10 };
        (await scene.NewBob(store)).Dispose();
    }

    private static void KeyPackageRulesAccept(ClientScene scene, KeyPackage package) => Validation.KeyPackageRules.Check(
        scene.BobsKit.Services, Tls.Decode<KeyPackage>(Tls.Encode(package)), ProtocolVersion.Mls10, Suites.One.Suite);
}
