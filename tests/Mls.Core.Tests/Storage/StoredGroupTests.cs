using Mls.Core.Framing;
using Mls.Core.Groups;
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

    [Fact]
    public async Task Services_of_another_suite_are_refused()
    {
        using var scene = await StorageScene.Create(2);

        await Assert.ThrowsAsync<ArgumentException>(() => StoredGroup.LoadAsync(Services.Seeded("A", Suites.Of(3)), scene.Store, Token));
    }
}
