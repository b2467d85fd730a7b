using Mls.Core.Clients;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Storage;
using Mls.Core.Tests.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Clients;

/// <summary>Bob, whose client lives in a store that may die, and Alice, whose store lasts. What Bob publishes lies in <see cref="Published"/>.</summary>
internal sealed class ClientScene : IDisposable
{
    private readonly InMemoryClientStore _aliceStore = new();
    private readonly TestClient _bob;
    private readonly IRandomSource? _random;

    private ClientScene(ClientOptions options, IRandomSource? random)
    {
        Clock = new SettableClock(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Options = options;
        _random = random;
        _bob = New("bob");
    }

    public SettableClock Clock { get; }

    public ClientOptions Options { get; set; }

    public DyingClientStore Store { get; } = new();

    public MlsClient Alice { get; private set; } = null!;

    public MlsClient Bob { get; private set; } = null!;

    public TestClient BobsKit => _bob;

    /// <summary>What the delivery service has of Bob's, and whether it was handed in more than once does not matter.</summary>
    public Dictionary<OpaqueBytes, KeyPackage> Published { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static GroupId Id(string name) => new(OpaqueBytes.FromText(name));

    /// <summary>Alice and Bob, nothing published.</summary>
    public static async Task<ClientScene> Create(ClientOptions? options = null, IRandomSource? random = null)
    {
        var scene = new ClientScene(options ?? new ClientOptions { KeyPackages = 3, LastResort = true }, random);
        using var alice = scene.New("alice");
        scene.Alice = await MlsClient.CreateAsync(alice.Services, alice.Identity, alice.Signer, scene._aliceStore, null, Token);
        scene.Bob = await scene.NewBob();
        return scene;
    }

    /// <summary>Bob's client, made anew in a store.</summary>
    public Task<MlsClient> NewBob(IClientStore? store = null) => MlsClient.CreateAsync(_bob.Services, _bob.Identity, _bob.Signer, store ?? Store, Options, Token);

    /// <summary>Bob's program ends and starts again.</summary>
    public async Task Restart()
    {
        Bob.Dispose();
        Bob = await MlsClient.LoadAsync(_bob.Services, Store, Options, Token) ?? throw new InvalidOperationException("the client is gone");
    }

    public Task Publish(int? remaining = null) => Bob.PublishAsync(
        (packages, _) =>
        {
            foreach (var package in packages)
            {
                Published[package.Ref(Suites.One).Octets] = package;
            }

            return Task.CompletedTask;
        },
        remaining,
        Token);

    /// <summary>The first of Bob's published KeyPackages that has not expired; the delivery service gives it away once.</summary>
    public KeyPackage Fetch(bool lastResort = false)
    {
        var (name, package) = Published.First(one => one.Value.IsLastResort == lastResort && ((LeafNodeSource.KeyPackage)one.Value.LeafNode.Source).Lifetime.Contains(Clock.Now));
        if (!lastResort)
        {
            Published.Remove(name);
        }

        return package;
    }

    /// <summary>Alice's group of that name, made where it is missing, with Bob added by a KeyPackage; the Welcome as octets.</summary>
    public async Task<byte[]> Invite(string group, KeyPackage package)
    {
        var alices = await Alice.FindGroupAsync(Id(group), Token) ?? await Alice.CreateGroupAsync(Id(group), cancellationToken: Token);
        var commit = await alices.CommitAsync(new CommitOptions { Proposals = [new Proposal.Add(package)], TreeInWelcome = true }, Token);
        await alices.ConfirmAsync(Token);
        return Tls.Encode<MlsMessage>(new MlsMessage.OfWelcome(commit.Welcome!));
    }

    /// <summary>Invites Bob and lets him join.</summary>
    public async Task<StoredGroup> Join(string group)
    {
        var joined = await Bob.ReceiveAsync(await Invite(group, Fetch()), cancellationToken: Token);
        return Assert.IsType<Received.Joined>(joined).Group;
    }

    /// <summary>Alice says something in a group, as octets.</summary>
    public async Task<byte[]> Say(string group, string text) => Tls.Encode(await (await OfAlice(group)).ProtectAsync(OpaqueBytes.FromText(text).Memory, cancellationToken: Token));

    public async Task<StoredGroup> OfAlice(string group) => await Alice.FindGroupAsync(Id(group), Token) ?? throw new InvalidOperationException($"Alice is not in {group}");

    public async Task<StoredGroup> OfBob(string group) => await Bob.FindGroupAsync(Id(group), Token) ?? throw new InvalidOperationException($"Bob is not in {group}");

    /// <summary>Fails unless Bob opens what Alice says in a group.</summary>
    public async Task AssertHears(string group)
    {
        var received = Assert.IsType<Received.InGroup>(await Bob.ReceiveAsync(await Say(group, "to " + group), cancellationToken: Token));
        Assert.Equal(OpaqueBytes.FromText("to " + group), Assert.IsType<ReceiveResult.Application>(received.Result).Data);
        Assert.Equal(Id(group), received.Group.GroupId);
    }

    public TestClient New(string name) => new(name, services => services with { Clock = Clock, Random = _random ?? services.Random });

    public void Dispose()
    {
        Bob.Dispose();
        Alice.Dispose();
        _aliceStore.Dispose();
        _bob.Dispose();
    }
}
