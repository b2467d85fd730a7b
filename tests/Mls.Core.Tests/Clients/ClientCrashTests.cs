using Mls.Core.Clients;
using Mls.Core.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Clients;

public sealed class ClientCrashTests
{
    private static readonly string[] GroupsAtTheEnd = ["own", "by last resort", "from outside"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A client's life. Each step can be done again after a crash in its middle, as a program would that did not see it end.</summary>
    private static IReadOnlyList<Func<Life, Task>> Steps { get; } =
    [
        life => life.Scene.Publish(),
        async life =>
        {
            if (!life.Scene.Bob.Groups.Contains(ClientScene.Id("own")))
            {
                await life.Scene.Bob.CreateGroupAsync(ClientScene.Id("own"), cancellationToken: Token);
            }
        },
        life => life.Welcomed("by Welcome", lastResort: false),
        life => life.Welcomed("by last resort", lastResort: true),
        life => life.Scene.Publish(),
        life => life.Enters("from outside"),
        life => life.Hears("by Welcome"),
        life => life.Scene.Bob.ForgetGroupAsync(ClientScene.Id("by Welcome"), Token),
        life => life.Scene.Bob.ChangeIdentityAsync(life.Scene.BobsKit.Identity, life.Scene.BobsKit.Signer, Token),
        life =>
        {
            life.Scene.Clock.Now = life.Start + life.Scene.Options.Lifetime + TimeSpan.FromSeconds(1);
            return life.Scene.Publish();
        },
    ];

    [Theory]
    [InlineData(Death.Before, false)]
    [InlineData(Death.Before, true)]
    [InlineData(Death.Halfway, false)]
    [InlineData(Death.Halfway, true)]
    [InlineData(Death.After, false)]
    [InlineData(Death.After, true)]
    public async Task A_store_that_dies_at_any_write_loses_nothing_and_the_client_goes_on(Death death, bool againWhileRecovering)
    {
        var writes = await Lived(death, [], expectedDeaths: 0);
        Assert.True(writes > 20, $"only {writes} writes");
        for (var write = 1; write < writes; write++)
        {
            // A death adds writes: there is always a next one, but after the last.
            await Lived(death, againWhileRecovering ? [write, write + 1] : [write], againWhileRecovering && (write + 1 < writes || death != Death.After) ? 2 : 1);
        }
    }

    private static async Task<int> Lived(Death death, int[] diesAt, int expectedDeaths)
    {
        using var scene = await ClientScene.Create(new ClientOptions { KeyPackages = 2, LastResort = true });
        var life = new Life(scene);
        scene.Store.Death = death;
        scene.Store.DiesAt.UnionWith(diesAt);
        foreach (var step in Steps)
        {
            while (true)
            {
                try
                {
                    await step(life);
                    break;
                }
                catch (IOException)
                {
                    await life.Recover();
                }
            }

            await life.AssertWhole();
        }

        var writes = scene.Store.Writes;
        scene.Store.DiesAt.Clear();
        Assert.Equal(expectedDeaths, life.Deaths);
        await life.AssertEnd();
        return writes;
    }

    /// <summary>What stays outside the client's program.</summary>
    private sealed class Life(ClientScene scene)
    {
        private readonly Dictionary<string, byte[]> _mailbox = [];

        public ClientScene Scene { get; } = scene;

        public DateTimeOffset Start { get; } = scene.Clock.Now;

        public int Deaths { get; private set; }

        /// <summary>The Welcome lies in the mailbox until the client has said that it has joined.</summary>
        public async Task Welcomed(string group, bool lastResort)
        {
            if (!_mailbox.TryGetValue(group, out var welcome))
            {
                welcome = await Scene.Invite(group, Scene.Fetch(lastResort));
                _mailbox.Add(group, welcome);
            }

            Assert.Equal(ClientScene.Id(group), Assert.IsType<Received.Joined>(await Scene.Bob.ReceiveAsync(welcome, cancellationToken: Token)).Group.GroupId);
        }

        public async Task Enters(string name)
        {
            var alices = await Scene.Alice.FindGroupAsync(ClientScene.Id(name), Token) ?? await Scene.Alice.CreateGroupAsync(ClientScene.Id(name), cancellationToken: Token);
            var group = await Scene.Bob.FindGroupAsync(ClientScene.Id(name), Token)
                ?? await Scene.Bob.JoinExternallyAsync(alices.GroupInfo(withTree: true, withExternalPub: true), cancellationToken: Token);
            if (group.Joining is not { } commit)
            {
                return;
            }

            // After a crash it may have been sent before.
            Assert.True(await alices.ReceiveAsync(commit, cancellationToken: Token) is ReceiveResult.CommitStaged or ReceiveResult.OldEpoch or ReceiveResult.Duplicate);
            await group.ConfirmAsync(Token);
        }

        public async Task Hears(string group)
        {
            if (!_mailbox.TryGetValue("hello", out var octets))
            {
                octets = await Scene.Say(group, "hello");
                _mailbox.Add("hello", octets);
            }

            var received = Assert.IsType<Received.InGroup>(await Scene.Bob.ReceiveAsync(octets, cancellationToken: Token));
            Assert.True(received.Result is ReceiveResult.Application or ReceiveResult.Duplicate);
        }

        public async Task Recover()
        {
            Deaths++;
            while (true)
            {
                try
                {
                    await Scene.Restart();
                    break;
                }
                catch (IOException)
                {
                    Deaths++;
                }
            }

            await AssertWhole();
        }

        /// <summary>Whatever has happened: each part that holds something is the client's or a group's, and each group is there.</summary>
        public async Task AssertWhole()
        {
            foreach (var id in Scene.Bob.Groups)
            {
                Assert.NotNull(await Scene.Bob.FindGroupAsync(id, Token));
            }

            Assert.Equal(1 + Scene.Bob.Groups.Count, Scene.Store.Parts.Count);
        }

        public async Task AssertEnd()
        {
            Assert.Equal(GroupsAtTheEnd.Select(ClientScene.Id).ToHashSet(), Scene.Bob.Groups.ToHashSet());
            await Scene.AssertHears("by last resort");
            await Scene.AssertHears("from outside");

            // Only what was made last is left: two and one of last resort, three groups, the identity, the head.
            Assert.Equal(3 + 3 + 2, Scene.Store.Records([0]).Count);
            await Scene.Join("at the end");
            await Scene.AssertHears("at the end");
        }
    }
}
