using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Xunit;

namespace Interop.Tests;

/// <summary>Adds, Updates and Removes, by value and by reference, with and without path. A role is one letter: O is ours, T is ts-mls.</summary>
public sealed class MembershipTests(TsMls tsMls) : IClassFixture<TsMls>
{
    public static TheoryData<int, string, WireFormat> Three() => Cases.Of(3);

    public static TheoryData<int, string, WireFormat> Four() => Cases.Of(4);

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Every_member_commits_with_a_path_and_nothing_else(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);

        foreach (var member in group.Members)
        {
            await group.CommitAsync(member);
        }
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Members_come_one_by_one_with_the_tree_inside_and_outside_the_Welcome_and_with_and_without_path(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles[..1], format);

        for (var i = 1; i < roles.Length; i++)
        {
            await group.AddAsync(group[i - 1], await group.NewClientsAsync(roles[i..(i + 1)]), treeInWelcome: i % 2 == 0, path: i == 1);
        }

        await group.CommitAsync(group[0]);
        await group.CommitAsync(group[3]);
    }

    /// <summary>The eighth member's leaf is unmerged at a parent that has a key. It is ours: see <see cref="TsMlsTrees"/>.</summary>
    [Theory]
    [MemberData(nameof(Three))]
    public async Task A_leaf_that_is_unmerged_is_sealed_to_by_itself(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles + "OTOT", format);
        await group.CommitAsync(group[6]);
        var joining = await group.NewClientsAsync("O");

        await group.AddAsync(group[0], joining, path: roles[1] == 'O');

        Assert.Equal(7u, await joining[0].LeafAsync());
        await group.CommitAsync(group[1]);
        await group.CommitAsync(group[4]);
        await group.CommitAsync(joining[0]);
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Adds_by_reference_are_committed_by_another(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format, treeInWelcome: false);
        var joining = await group.NewClientsAsync("OT");
        foreach (var (proposer, client) in group.Members.Skip(1).Zip(joining).ToList())
        {
            await group.ProposeAsync(proposer, new Change.Add(await client.NewKeyPackageAsync()));
        }

        await group.CommitAsync(group[0], joining);

        await group.CommitAsync(group[4]);
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Updates_by_reference_give_members_new_keys_that_they_can_use(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        await group.ProposeAsync(group[1], new Change.Update());
        await group.ProposeAsync(group[3], new Change.Update());

        await group.CommitAsync(group[0]);

        await group.CommitAsync(group[2]);
        await group.CommitAsync(group[1]);
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task A_committers_own_Update_and_one_that_nobody_commits_change_nothing(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        await group.ProposeAsync(group[0], new Change.Update());
        await group.ProposeAsync(group[1], new Change.Update());

        await group.CommitAsync(group[0]);

        await group.CommitAsync(group[1]);
        await group.CommitAsync(group[2]);
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Members_leave_by_value_and_by_reference_and_read_no_more(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var (stays, proposes, first, second) = (group[0], group[1], group[2], group[3]);

        await group.CommitAsync(stays, new CommitPlan { Changes = [new Change.Remove(await first.LeafAsync())] });
        Assert.DoesNotContain(first, group.Members);
        await group.ProposeAsync(proposes, new Change.Remove(await second.LeafAsync()));
        await group.CommitAsync(stays);

        Assert.Equal([stays, proposes], group.Members);
        var message = await stays.ProtectAsync("for two");
        await Assert.ThrowsAsync<RefusedException>(() => first.ReceiveAsync(message));
        await Assert.ThrowsAsync<RefusedException>(() => second.ReceiveAsync(message));
        await group.OpenAsync(stays, message, "for two");
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task One_Commit_holds_Update_Remove_Add_and_a_pre_shared_key(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var (committer, updates, leaves, other) = (group[0], group[1], group[2], group[3]);
        var joining = await group.NewClientsAsync(roles[2..3]);
        var psk = await group.SharePskAsync("all at once", joining);
        await group.ProposeAsync(updates, new Change.Update());
        await group.ProposeAsync(other, new Change.ExternalPsk(psk));

        await group.CommitAsync(
            committer,
            new CommitPlan { Changes = [new Change.Remove(await leaves.LeafAsync()), new Change.Add(await joining[0].NewKeyPackageAsync())] },
            joining);

        Assert.Equal([committer, updates, other, joining[0]], group.Members);
        await group.CommitAsync(joining[0]);
        await group.CommitAsync(updates);
    }
}
