using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Storage;
using Mls.Core.Tests.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Storage;

public sealed class StoredGroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_store_has_no_group()
    {
        using var client = new TestClient("A");
        using var store = new InMemoryGroupStore();

        Assert.Null(await StoredGroup.LoadAsync(client.Services, store, Token));
    }

    [Fact]
    public async Task A_store_takes_one_group_only()
    {
        using var one = TestGroup.Of(2);
        using var store = new InMemoryGroupStore();
        using var stored = await StoredGroup.CreateAsync(one[0].Group, store, Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => StoredGroup.CreateAsync(one[1].Group, store, Token));
    }

    [Fact]
    public async Task A_loaded_group_is_the_same_after_every_operation_of_a_history()
    {
        using var scene = await StorageScene.Create(5);
        foreach (var step in StorageScene.History)
        {
            await step(scene);
            await scene.AssertStoreMatchesMemory();
        }
    }

    [Fact]
    public async Task A_group_of_the_first_epochs_is_imported_with_its_past()
    {
        using var group = TestGroup.Of(3);
        group.Commit(1).Dispose();
        var late = group[1].Group.Protect("late"u8);
        group.Commit(2).Dispose();
        using var store = new InMemoryGroupStore();
        using (await StoredGroup.CreateAsync(group[0].Group, store, Token))
        {
        }

        using var loaded = await StoredGroup.LoadAsync(group[0].Client.Services, store, Token);

        Assert.IsType<ReceiveResult.Application>(await loaded!.ReceiveAsync(late, cancellationToken: Token));
    }

    [Fact]
    public async Task A_past_epoch_ends_on_time_though_the_group_was_loaded_again_and_leaves_nothing_in_the_store()
    {
        var clock = new SettableClock(FixedClock.In(2024, 1).GetUtcNow());
        using var scene = await StorageScene.Create(3, services => services with { Clock = clock });
        var late = scene.Group[1].Group.Protect("late"u8);
        await scene.OwnCommit(WireFormat.PublicMessage);
        clock.Now += GroupLimits.Default.PastEpochAge!.Value / 2;
        await scene.Reload();
        await scene.AssertStoreMatchesMemory();
        Assert.Contains(scene.Store.Records.Keys, key => RecordKeys.TagOf(key) == RecordTag.Ended);
        clock.Now += GroupLimits.Default.PastEpochAge!.Value / 2;

        await scene.Stored.ForgetPastEpochsAsync(Token);

        Assert.All(
            scene.Store.Records.Keys.Where(RecordKeys.IsOfEpoch),
            key => Assert.True(RecordKeys.EpochOf(key) == scene.Stored.Epoch.Value || RecordKeys.TagOf(key) == RecordTag.ResumptionPsk, key.ToString()));
        Assert.IsType<ReceiveResult.OldEpoch>(await scene.Stored.ReceiveAsync(late, cancellationToken: Token));
        await scene.AssertStoreMatchesMemory();
    }

    [Fact]
    public async Task A_deleted_group_leaves_nothing()
    {
        using var scene = await StorageScene.Create(4);
        foreach (var step in StorageScene.History.Take(12))
        {
            await step(scene);
        }

        await scene.Stored.DeleteAsync(Token);

        Assert.Empty(scene.Store.Records);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Stored.ProtectAsync("x"u8.ToArray(), cancellationToken: Token));
    }

    [Fact]
    public async Task A_failed_store_ends_the_object_and_the_message_does_not_leave()
    {
        using var scene = await StorageScene.Create(3);
        scene.Store.DiesAt = scene.Store.Writes;

        await Assert.ThrowsAsync<IOException>(() => scene.Stored.ProtectAsync("lost"u8.ToArray(), cancellationToken: Token));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Stored.ProtectAsync("again"u8.ToArray(), cancellationToken: Token));
    }

    [Fact]
    public async Task A_message_that_breaks_a_rule_is_not_stored()
    {
        using var scene = await StorageScene.Create(3);
        var writes = scene.Store.Writes;
        var good = (MlsMessage.OfPrivateMessage)scene.Group[1].Group.Protect("x"u8);
        var octets = good.Message.Ciphertext.ToArray();
        octets[0] ^= 1;
        var spoilt = new MlsMessage.OfPrivateMessage(good.Message with { Ciphertext = OpaqueBytes.Own(octets) });

        await Assert.ThrowsAnyAsync<Exception>(() => scene.Stored.ReceiveAsync(spoilt, cancellationToken: Token));

        Assert.Equal(writes, scene.Store.Writes);
        Assert.IsType<ReceiveResult.Application>(await scene.Stored.ReceiveAsync(good, cancellationToken: Token));
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public async Task A_removal_that_was_not_acted_upon_is_seen_again_after_a_restart(WireFormat format)
    {
        using var scene = await StorageScene.Create(3);
        using var removal = scene.Group[1].Group.Commit(new CommitOptions { Format = format, Proposals = [new Proposal.Remove(scene.Stored.OwnLeaf)] });
        var first = Assert.IsType<ReceiveResult.CommitStaged>(await scene.Stored.ReceiveAsync(removal.Message, cancellationToken: Token));
        Assert.True(first.Staged.RemovesSelf);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Stored.ProtectAsync("x"u8.ToArray(), cancellationToken: Token));

        await scene.Reload();
        var again = Assert.IsType<ReceiveResult.CommitStaged>(await scene.Stored.ReceiveAsync(removal.Message, cancellationToken: Token));

        Assert.True(again.Staged.RemovesSelf);
    }

    [Fact]
    public async Task A_Commit_that_the_application_refuses_changes_nothing_but_its_message_key()
    {
        using var scene = await StorageScene.Create(3);
        using var commit = scene.Group[1].Group.Commit(new CommitOptions { Format = WireFormat.PrivateMessage });

        await scene.Stored.ReceiveAsync(commit.Message, _ => false, Token);

        Assert.Equal(1UL, scene.Stored.Epoch.Value);
        await scene.AssertStoreMatchesMemory();
        Assert.IsType<ReceiveResult.Duplicate>(await scene.Stored.ReceiveAsync(commit.Message, cancellationToken: Token));
    }

    [Fact]
    public async Task One_Commit_is_on_its_way_at_a_time_and_another_members_drops_it()
    {
        using var scene = await StorageScene.Create(3);
        await scene.Stored.CommitAsync(new CommitOptions(), Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Stored.CommitAsync(new CommitOptions(), Token));
        await scene.Reload();
        Assert.NotNull(scene.Stored.Pending);

        using var other = scene.Group[1].Group.Commit(new CommitOptions());
        await scene.Stored.ReceiveAsync(other.Message, cancellationToken: Token);

        Assert.Null(scene.Stored.Pending);
        await scene.AssertStoreMatchesMemory();
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Stored.ConfirmAsync(Token));
    }

    [Fact]
    public async Task An_external_Commit_is_stored_before_it_leaves()
    {
        using var group = TestGroup.Of(3);
        using var client = new TestClient("Z");
        using var store = new InMemoryGroupStore();
        using var join = ExternalJoiner.Join(client.Services, group[0].Group.GroupInfo(withTree: true, withExternalPub: true), null, client.Identity, client.Signer, null, []);
        using (await StoredGroup.JoinAsync(join, store, Token))
        {
        }

        using var joining = await StoredGroup.LoadAsync(client.Services, store, Token);
        Assert.Equal(join.Message, joining!.Joining);
        await Assert.ThrowsAsync<InvalidOperationException>(() => joining.ProtectAsync("early"u8.ToArray(), cancellationToken: Token));
        group[0].Follow(joining.Joining!);
        await joining.ConfirmAsync(Token);

        group[0].Open(await joining.ProtectAsync("in"u8.ToArray(), cancellationToken: Token));
    }

    [Fact]
    public async Task Own_proposals_are_kept_until_their_echo()
    {
        using var scene = await StorageScene.Create(3);
        var proposal = await scene.Stored.ProposeUpdateAsync(cancellationToken: Token);
        await scene.Reload();
        Assert.Equal(proposal, Assert.Single(scene.Stored.OwnProposals));

        Assert.IsType<ReceiveResult.OwnEcho>(await scene.Stored.ReceiveAsync(proposal, cancellationToken: Token));
        await scene.Reload();

        Assert.Empty(scene.Stored.OwnProposals);
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public async Task One_proposal_may_be_sent_twice(WireFormat format)
    {
        using var scene = await StorageScene.Create(3);
        var proposal = new Proposal.Remove(scene.Group[2].Leaf);

        var first = await scene.Stored.ProposeAsync(proposal, format, Token);
        var second = await scene.Stored.ProposeAsync(proposal, format, Token);

        // In the clear it is the same message, octet for octet; encrypted, another one under a key of its own.
        Assert.Equal(format == WireFormat.PublicMessage, first == second);
        Assert.Equal(format == WireFormat.PublicMessage ? 1 : 2, scene.Stored.OwnProposals.Count);
        await scene.AssertStoreMatchesMemory();
        Assert.IsType<ReceiveResult.OwnEcho>(await scene.Stored.ReceiveAsync(first, cancellationToken: Token));
        Assert.IsType<ReceiveResult.OwnEcho>(await scene.Stored.ReceiveAsync(second, cancellationToken: Token));
        Assert.Empty(scene.Stored.OwnProposals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_stored_does_not_grow_with_the_messages_sent(bool withEcho)
    {
        using var scene = await StorageScene.Create(3);
        var most = scene.Group[0].Client.Services.Limits.SentAwaitingEcho;
        async Task Send(int messages)
        {
            for (var i = 0; i < messages; i++)
            {
                var message = await scene.Stored.ProtectAsync("data"u8.ToArray(), cancellationToken: Token);
                if (withEcho)
                {
                    Assert.IsType<ReceiveResult.OwnEcho>(await scene.Stored.ReceiveAsync(message, cancellationToken: Token));
                }
            }
        }

        await Send(1);
        var (records, octets) = (scene.Store.Records.Count, scene.Stored.Octets().Length);
        await Send(most + 20);

        Assert.Equal(records + (withEcho ? 0 : most - 1), scene.Store.Records.Count);
        Assert.Equal(octets + (withEcho ? 0 : most - 1) * (8 + 1 + 32), scene.Stored.Octets().Length, 8.0);
        await scene.AssertStoreMatchesMemory();
        var early = await scene.Stored.ProtectAsync("early"u8.ToArray(), cancellationToken: Token);
        await Send(most - 1);
        await scene.Reload();
        Assert.IsType<ReceiveResult.OwnEcho>(await scene.Stored.ReceiveAsync(early, cancellationToken: Token));
    }

    [Fact]
    public async Task A_stored_group_that_a_ReInit_has_ended_says_so_and_goes_on_in_a_store_of_its_own()
    {
        using var old = TestGroup.Of(2);
        var suite = Suites.Of(3);
        using var clients = new Pair("A", "B", services => services with { Crypto = suite });
        using var stores = new Stores(4);
        using var first = await StoredGroup.CreateAsync(old[0].Group, stores[0], Token);
        using var second = await StoredGroup.CreateAsync(old[1].Group, stores[1], Token);
        var reInit = new Proposal.ReInit(new GroupId([9]), ProtocolVersion.Mls10, suite.Suite, ExtensionList.Empty);
        using var bundle = clients.Second.NewKeyPackage();
        var founding = new Founding(clients.First.Identity, Lifetime.Eternal, [bundle.KeyPackage]) { TreeInWelcome = true };
        Assert.Null(first.EndedBy);
        await Assert.ThrowsAsync<InvalidOperationException>(() => StoredReinitialization.CreateAsync(first, clients.First.Services, founding, clients.First.Signer, stores[2], Token));

        var commit = await first.CommitAsync(new CommitOptions { Proposals = [reInit] }, Token);
        await first.ConfirmAsync(Token);
        await second.ReceiveAsync(commit.Message, cancellationToken: Token);
        using var loaded = await StoredGroup.LoadAsync(old[0].Client.Services, stores[0], Token);
        using var founded = (await StoredReinitialization.CreateAsync(loaded!, clients.First.Services, founding, clients.First.Signer, stores[2], Token)).Group;
        Assert.Equal((reInit, reInit), (loaded!.EndedBy, second.EndedBy));
        await Assert.ThrowsAsync<Violations.ProtocolViolationException>(() => loaded.ProtectAsync("late"u8.ToArray(), cancellationToken: Token));

        using var again = await StoredGroup.LoadAsync(clients.First.Services, stores[2], Token);
        Assert.Equal((reInit.GroupId, 1ul), (again!.GroupId, again.Epoch.Value));
    }

    [Fact]
    public async Task Members_of_a_stored_group_go_on_together_after_a_ReInit_and_in_a_subgroup()
    {
        using var old = TestGroup.Of(3);
        using var stores = new Stores(6);
        using var first = await StoredGroup.CreateAsync(old[0].Group, stores[0], Token);
        using var second = await StoredGroup.CreateAsync(old[1].Group, stores[1], Token);
        using var forSubgroup = old[1].Client.NewKeyPackage();
        var branched = await StoredSubgroupBranching.CreateAsync(
            first, new NextGroup(new GroupId([8]), ExtensionList.Empty), new Founding(old[0].Client.Identity, Lifetime.Eternal, [forSubgroup.KeyPackage]) { TreeInWelcome = true }, old[0].Client.Signer, stores[2], Token);
        using var subgroup = branched.Group;
        using var inSubgroup = await StoredSubgroupBranching.JoinAsync(second, old[1].Client.Services, new Invitation(branched.Welcome!, forSubgroup), stores[3], Token);
        Assert.True(subgroup.EpochAuthenticator.FixedTimeEquals(inSubgroup.EpochAuthenticator));

        var reInit = new Proposal.ReInit(new GroupId([9]), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty);
        var removal = await first.CommitAsync(new CommitOptions { Proposals = [new Proposal.Remove(old[2].Leaf)] }, Token);
        await first.ConfirmAsync(Token);
        await second.ReceiveAsync(removal.Message, cancellationToken: Token);
        var commit = await first.CommitAsync(new CommitOptions { Proposals = [reInit] }, Token);
        await first.ConfirmAsync(Token);
        await second.ReceiveAsync(commit.Message, cancellationToken: Token);
        using var forNext = old[1].Client.NewKeyPackage();
        var founded = await StoredReinitialization.CreateAsync(
            first, old[0].Client.Services, new Founding(old[0].Client.Identity, Lifetime.Eternal, [forNext.KeyPackage]) { TreeInWelcome = true }, old[0].Client.Signer, stores[4], Token);
        using var next = founded.Group;
        using var inNext = await StoredReinitialization.JoinAsync(second, old[1].Client.Services, new Invitation(founded.Welcome!, forNext), stores[5], Token);

        var message = await inNext.ProtectAsync("on we go"u8.ToArray(), cancellationToken: Token);
        Assert.IsType<ReceiveResult.Application>(await next.ReceiveAsync(message, cancellationToken: Token));
    }

    [Fact]
    public async Task Services_of_another_suite_are_refused()
    {
        using var scene = await StorageScene.Create(2);

        await Assert.ThrowsAsync<ArgumentException>(() => StoredGroup.LoadAsync(Services.Seeded("A", Suites.Of(3)), scene.Store, Token));
    }

    private sealed class Pair(string first, string second, Func<GroupServices, GroupServices> change) : IDisposable
    {
        public TestClient First { get; } = new(first, change);

        public TestClient Second { get; } = new(second, change);

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }

    private sealed class Stores(int count) : IDisposable
    {
        private readonly List<InMemoryGroupStore> _stores = [.. Enumerable.Range(0, count).Select(_ => new InMemoryGroupStore())];

        public InMemoryGroupStore this[int index] => _stores[index];

        public void Dispose() => _stores.ForEach(store => store.Dispose());
    }
}
