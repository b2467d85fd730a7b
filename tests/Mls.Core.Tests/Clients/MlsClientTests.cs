using System.Text;
using Mls.Core.Clients;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tests.Storage;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Clients;

public sealed class MlsClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_and_KeyPackages_of_one_store_come_back_after_a_restart()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("one");
        await scene.Join("two");
        await scene.Bob.CreateGroupAsync(ClientScene.Id("own"), cancellationToken: Token);
        var (key, identity) = (scene.Bob.SignatureKey, scene.Bob.Identity);

        await scene.Restart();

        Assert.Equal(key, scene.Bob.SignatureKey);
        Assert.Equal(identity, scene.Bob.Identity);
        Assert.Equal(["one", "own", "two"], scene.Bob.Groups.Select(group => Encoding.UTF8.GetString(group.Octets.Span)).Order(StringComparer.Ordinal));
        await scene.AssertHears("two");
        await scene.AssertHears("one");
        await scene.Join("three");
        await scene.AssertHears("three");
    }

    [Fact]
    public async Task A_client_in_a_directory_comes_back_and_a_forgotten_group_leaves_nothing_there()
    {
        using var folder = new TemporaryFolder();
        var place = folder.Fresh();
        using var scene = await ClientScene.Create();
        scene.Bob.Dispose();
        using (var client = await scene.NewBob(new FileClientStore(place)))
        {
            await client.CreateGroupAsync(ClientScene.Id(new string('x', 1000)), cancellationToken: Token);
            await client.CreateGroupAsync(ClientScene.Id("kept"), cancellationToken: Token);
        }

        using var again = await MlsClient.LoadAsync(scene.BobsKit.Services, new FileClientStore(place), scene.Options, Token);
        Assert.NotNull(again);
        Assert.NotNull(await again.FindGroupAsync(ClientScene.Id(new string('x', 1000)), Token));
        Assert.Equal(3, Directory.GetDirectories(place).Length);

        await again.ForgetGroupAsync(ClientScene.Id(new string('x', 1000)), Token);

        Assert.Equal([ClientScene.Id("kept")], again.Groups);
        Assert.Equal(2, Directory.GetDirectories(place).Length);
        Assert.NotNull(await again.FindGroupAsync(ClientScene.Id("kept"), Token));
    }

    [Fact]
    public async Task A_store_holds_one_client_and_an_empty_one_none()
    {
        using var scene = await ClientScene.Create();

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.NewBob());
        Assert.Null(await MlsClient.LoadAsync(scene.BobsKit.Services, new DyingClientStore(), null, Token));
    }

    [Fact]
    public async Task A_client_of_another_suite_is_refused_when_made_and_when_loaded()
    {
        using var scene = await ClientScene.Create();
        var other = Services.Seeded("bob", Suites.All.Single(suite => suite.Suite.Value == 2));

        await Assert.ThrowsAsync<ArgumentException>(() => MlsClient.LoadAsync(other, scene.Store, null, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => MlsClient.CreateAsync(other, scene.BobsKit.Identity, scene.BobsKit.Signer, new DyingClientStore(), null, Token));
    }

    [Fact]
    public async Task What_is_for_no_group_or_KeyPackage_of_the_client_is_told_apart()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        using var carol = scene.New("carol");
        using var carols = carol.NewKeyPackage();

        var foreign = await scene.Bob.ReceiveAsync(await scene.Invite("carols", carols.KeyPackage), cancellationToken: Token);
        var unknown = await scene.Bob.ReceiveAsync(await scene.Say("carols", "hello"), cancellationToken: Token);
        var package = await scene.Bob.ReceiveAsync(Tls.Encode<MlsMessage>(new MlsMessage.OfKeyPackage(carols.KeyPackage)), cancellationToken: Token);

        Assert.IsType<Received.UnknownKeyPackage>(foreign);
        Assert.Equal(new Received.UnknownGroup(ClientScene.Id("carols")), unknown);
        Assert.Equal(carols.KeyPackage, Assert.IsType<MlsMessage.OfKeyPackage>(Assert.IsType<Received.ForApplication>(package).Message).KeyPackage);
        await Assert.ThrowsAsync<MalformedException>(() => scene.Bob.ReceiveAsync(new byte[] { 0, 1, 0, 9 }, cancellationToken: Token));
    }

    [Fact]
    public async Task The_same_Welcome_again_gives_the_same_group_and_after_a_restart_too()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var welcome = await scene.Invite("one", scene.Fetch());

        var first = Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        var second = Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        await scene.Restart();
        var third = Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));

        Assert.Same(first.Group, second.Group);
        Assert.Equal(ClientScene.Id("one"), third.Group.GroupId);
        await scene.AssertHears("one");
    }

    [Fact]
    public async Task A_second_group_of_one_id_is_neither_created_nor_joined_and_the_first_goes_on()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Bob.CreateGroupAsync(ClientScene.Id("one"), cancellationToken: Token);
        var welcome = await scene.Invite("one", scene.Fetch());

        await Assert.ThrowsAsync<ArgumentException>(() => scene.Bob.CreateGroupAsync(ClientScene.Id("one"), cancellationToken: Token));
        var broken = await Assert.ThrowsAsync<ProtocolViolationException>(() => scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        var info = (await scene.OfAlice("one")).GroupInfo(withTree: true, withExternalPub: true);
        var external = await Assert.ThrowsAsync<ProtocolViolationException>(() => scene.Bob.JoinExternallyAsync(info, cancellationToken: Token));

        Assert.Equal(WelcomeViolations.GroupIdInUse, broken.Violation);
        Assert.Equal(WelcomeViolations.GroupIdInUse, external.Violation);
        Assert.Equal(0u, (await scene.OfBob("one")).Epoch.Value);

        // The KeyPackage is still good: once the own group is gone, the Welcome works.
        await scene.Bob.ForgetGroupAsync(ClientScene.Id("one"), Token);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        await scene.AssertHears("one");
    }

    [Fact]
    public async Task An_external_Commit_waits_to_be_confirmed_across_a_restart()
    {
        using var scene = await ClientScene.Create();
        var alices = await scene.Alice.CreateGroupAsync(ClientScene.Id("one"), cancellationToken: Token);
        var joining = (await scene.Bob.JoinExternallyAsync(alices.GroupInfo(withTree: true, withExternalPub: true), cancellationToken: Token)).Joining;

        await scene.Restart();

        var group = await scene.OfBob("one");
        Assert.Equal(joining, group.Joining);
        Assert.IsType<Received.NotYetMember>(await scene.Bob.ReceiveAsync(await scene.Say("one", "early"), cancellationToken: Token));
        var echo = Assert.IsType<Received.InGroup>(await scene.Bob.ReceiveAsync(Tls.Encode(joining!), cancellationToken: Token));
        Assert.IsType<ReceiveResult.OwnEcho>(echo.Result);
        await alices.ReceiveAsync(joining!, cancellationToken: Token);
        await group.ConfirmAsync(Token);
        await scene.AssertHears("one");
    }

    [Fact]
    public async Task Who_has_lost_a_group_forgets_it_and_comes_back_to_its_own_leaf()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var lost = await scene.Join("one");
        var leaf = lost.OwnLeaf;
        var alices = await scene.OfAlice("one");

        await scene.Bob.ForgetGroupAsync(ClientScene.Id("one"), Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lost.ProtectAsync("late"u8.ToArray(), cancellationToken: Token));
        var back = await scene.Bob.JoinExternallyAsync(alices.GroupInfo(withTree: true, withExternalPub: true), null, leaf, Token);
        await alices.ReceiveAsync(back.Joining!, cancellationToken: Token);
        await back.ConfirmAsync(Token);

        Assert.Equal(leaf, back.OwnLeaf);
        Assert.Equal(2u, alices.Public.Tree.Members);
        await scene.AssertHears("one");
    }

    [Fact]
    public async Task Leaving_is_proposed_committed_by_another_and_then_forgotten()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("one");
        var alices = await scene.OfAlice("one");

        await alices.ReceiveAsync(await scene.Bob.LeaveGroupAsync(ClientScene.Id("one"), cancellationToken: Token), cancellationToken: Token);
        var commit = await alices.CommitAsync(new CommitOptions(), Token);
        await alices.ConfirmAsync(Token);
        var received = Assert.IsType<Received.InGroup>(await scene.Bob.ReceiveAsync(Tls.Encode(commit.Message), cancellationToken: Token));
        Assert.True(Assert.IsType<ReceiveResult.CommitStaged>(received.Result).Staged.RemovesSelf);
        await scene.Bob.ForgetGroupAsync(received.Group.GroupId, Token);

        Assert.Empty(scene.Bob.Groups);
        Assert.Single(scene.Store.Parts);
        Assert.Equal(1u, alices.Public.Tree.Members);
        await Assert.ThrowsAsync<ArgumentException>(() => scene.Bob.LeaveGroupAsync(ClientScene.Id("one"), cancellationToken: Token));
    }

    [Fact]
    public async Task A_subgroup_is_founded_and_its_Welcome_is_joined_like_any_other()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("main");
        await scene.Restart();

        var founding = await scene.Alice.BranchAsync(ClientScene.Id("main"), [scene.Fetch()], ClientScene.Id("branch"), cancellationToken: Token);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(Tls.Encode<MlsMessage>(new MlsMessage.OfWelcome(founding.Welcome!)), cancellationToken: Token));

        await scene.AssertHears("branch");
        await scene.AssertHears("main");
        await Assert.ThrowsAsync<ArgumentException>(() => scene.Alice.BranchAsync(ClientScene.Id("main"), [], ClientScene.Id("branch"), cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => scene.Alice.BranchAsync(ClientScene.Id("nowhere"), [], cancellationToken: Token));
    }

    [Fact]
    public async Task After_a_ReInit_the_next_group_is_founded_and_joined_across_a_restart()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("old");
        var alices = await scene.OfAlice("old");
        var commit = await alices.CommitAsync(
            new CommitOptions { Proposals = [new Proposal.ReInit(ClientScene.Id("next"), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty)] }, Token);
        await alices.ConfirmAsync(Token);
        await scene.Bob.ReceiveAsync(Tls.Encode(commit.Message), cancellationToken: Token);
        await scene.Restart();

        var founding = await scene.Alice.ReinitializeAsync(ClientScene.Id("old"), [scene.Fetch()], Token);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(Tls.Encode<MlsMessage>(new MlsMessage.OfWelcome(founding.Welcome!)), cancellationToken: Token));
        await scene.Bob.ForgetGroupAsync(ClientScene.Id("old"), Token);

        await scene.AssertHears("next");
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Alice.ReinitializeAsync(ClientScene.Id("next"), [], Token));
    }

    [Fact]
    public async Task A_subgroup_of_a_group_that_the_client_has_forgotten_is_refused_and_its_KeyPackage_stays_good()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("main");
        var package = scene.Fetch();
        var founding = await scene.Alice.BranchAsync(ClientScene.Id("main"), [package], cancellationToken: Token);
        await scene.Bob.ForgetGroupAsync(ClientScene.Id("main"), Token);

        var broken = await Assert.ThrowsAsync<ProtocolViolationException>(() => scene.Bob.JoinAsync(founding.Welcome!, cancellationToken: Token));

        Assert.Equal(WelcomeViolations.WelcomePskUnknown, broken.Violation);
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(await scene.Invite("other", package), cancellationToken: Token));
    }

    [Fact]
    public async Task A_group_that_was_deleted_or_disposed_of_behind_the_clients_back_is_noticed()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var disposed = await scene.Join("one");
        var deleted = await scene.Join("two");

        disposed.Dispose();
        await deleted.DeleteAsync(Token);

        await scene.AssertHears("one");
        Assert.Null(await scene.Bob.FindGroupAsync(ClientScene.Id("two"), Token));
        Assert.Equal([ClientScene.Id("one")], scene.Bob.Groups);
        Assert.Equal(2, scene.Store.Parts.Count);
    }

    [Fact]
    public async Task A_group_whose_store_failed_is_loaded_again_and_the_client_goes_on()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        var group = await scene.Join("one");
        scene.Store.DiesAt.Add(scene.Store.Writes);

        await Assert.ThrowsAsync<IOException>(() => group.ProtectAsync("lost"u8.ToArray(), cancellationToken: Token));

        Assert.NotSame(group, await scene.OfBob("one"));
        await scene.AssertHears("one");
        await scene.Join("two");
    }

    [Fact]
    public async Task A_client_whose_own_store_failed_refuses_everything_until_it_is_loaded_again()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("one");
        var welcome = await scene.Invite("two", scene.Fetch());
        scene.Store.DiesAt.Add(scene.Store.Writes);

        await Assert.ThrowsAsync<IOException>(() => scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Bob.FindGroupAsync(ClientScene.Id("one"), Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Publish());
        await scene.Restart();
        Assert.IsType<Received.Joined>(await scene.Bob.ReceiveAsync(welcome, cancellationToken: Token));
        await scene.AssertHears("one");
        await scene.AssertHears("two");
    }

    [Fact]
    public async Task A_damaged_group_can_be_forgotten_and_does_not_touch_the_others()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("one");
        var parts = scene.Store.Parts;
        await scene.Join("two");
        var records = scene.Store.Records(scene.Store.Parts.Except(parts).Single());
        records.First().Value[0] ^= 1;
        await scene.Restart();

        await Assert.ThrowsAsync<MalformedException>(() => scene.Bob.FindGroupAsync(ClientScene.Id("two"), Token));
        await scene.AssertHears("one");
        await scene.Bob.ForgetGroupAsync(ClientScene.Id("two"), Token);

        Assert.Empty(records);
        Assert.Equal([ClientScene.Id("one")], scene.Bob.Groups);
    }

    [Fact]
    public async Task A_damaged_missing_or_older_record_of_the_client_is_refused_whichever_it_is()
    {
        using var scene = await ClientScene.Create();
        await scene.Publish();
        await scene.Join("one");
        var records = scene.Store.Records([0]);
        var older = records.ToDictionary();
        await scene.Join("two");
        await scene.Publish();
        foreach (var (key, value) in records.ToDictionary())
        {
            foreach (var spoilt in new[] { [.. value[..^1], (byte)(value[^1] ^ 1)], value[..^1], [], null, older.GetValueOrDefault(key) })
            {
                if (spoilt is not null && spoilt.AsSpan().SequenceEqual(value))
                {
                    continue;
                }

                records.Remove(key);
                if (spoilt is not null)
                {
                    records.Add(key, spoilt);
                }

                await Assert.ThrowsAsync<MalformedException>(() => MlsClient.LoadAsync(scene.BobsKit.Services, scene.Store, scene.Options, Token));
                records[key] = value;
            }
        }

        await scene.Restart();
        await scene.AssertHears("one");
    }

    [Fact]
    public async Task Many_threads_use_one_client_at_once()
    {
        using var scene = await ClientScene.Create(new ClientOptions { KeyPackages = 8 }, new SystemRandom());
        await scene.Publish();
        var welcomes = new List<byte[]>();
        for (var group = 0; group < 4; group++)
        {
            welcomes.Add(await scene.Invite($"group {group}", scene.Fetch()));
        }

        // Each Welcome arrives four times at once, beside the creation of other groups.
        var joins = welcomes.SelectMany(welcome => Enumerable.Repeat(welcome, 4)).Select(welcome => Task.Run(() => scene.Bob.ReceiveAsync(welcome, cancellationToken: Token), Token)).ToList();
        var own = Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Bob.CreateGroupAsync(cancellationToken: Token), Token)).ToList();
        await Task.WhenAll([.. joins, .. own]);
        var sends = Enumerable.Range(0, 40).Select(number => Task.Run(
            async () => Tls.Encode(await (await scene.OfBob($"group {number % 4}")).ProtectAsync(BitConverter.GetBytes(number), cancellationToken: Token)), Token));
        var sent = await Task.WhenAll(sends);

        Assert.Equal(8, scene.Bob.Groups.Count);
        Assert.Equal(4, (await Task.WhenAll(joins)).Cast<Received.Joined>().Select(joined => joined.Group).Distinct().Count());
        var heard = new List<int>();
        foreach (var octets in sent)
        {
            var received = Assert.IsType<Received.InGroup>(await scene.Alice.ReceiveAsync(octets, cancellationToken: Token));
            heard.Add(BitConverter.ToInt32(Assert.IsType<ReceiveResult.Application>(received.Result).Data.Span));
        }

        Assert.Equal(Enumerable.Range(0, 40), heard.Order());
    }
}
