using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Xunit;

namespace Interop.Tests;

/// <summary>External Commits (RFC 9420, section 12.4.3.2): newcomers, and members that come back.</summary>
public sealed class ExternalCommitTests(TsMls tsMls) : IClassFixture<TsMls>
{
    public static TheoryData<int, string, WireFormat> Four() => Cases.Of(4);

    public static TheoryData<int, string, WireFormat> Three() => Cases.Of(3);

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Newcomers_join_with_the_tree_inside_and_outside_the_GroupInfo(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles[..2], format);
        var newcomers = await group.NewClientsAsync(roles[2..]);

        await group.JoinExternallyAsync(newcomers[0], group[0]);
        await group.JoinExternallyAsync(newcomers[1], group[1], treeInGroupInfo: false);

        await group.CommitAsync(newcomers[0]);
        await group.CommitAsync(group[0]);
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task A_newcomer_takes_a_free_place(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        await group.CommitAsync(group[3], new CommitPlan { Changes = [new Change.Remove(await group[1].LeafAsync())] });
        var newcomer = await group.NewClientsAsync(roles[1..2]);

        await group.JoinExternallyAsync(newcomer[0], group[0]);

        Assert.Equal(1u, await newcomer[0].LeafAsync());
        await group.CommitAsync(group[1]);
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task A_member_that_has_lost_its_way_comes_back_in_place_of_its_leaf(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var (informs, lost) = (group[0], group[1]);
        var missed = await informs.CommitAsync(new CommitPlan { Format = format });
        await group[2].ReceiveAsync(missed.Message);
        await informs.AcceptAsync();

        await group.JoinExternallyAsync(lost, informs);

        Assert.Equal(3, group.Members.Count);
        await group.CommitAsync(lost);
        await group.CommitAsync(informs);
    }

    /// <summary>joinGroupExternal of ts-mls 1.6.4 takes no pre-shared keys, so ours is the newcomer in every case.</summary>
    [Theory]
    [MemberData(nameof(Three))]
    public async Task A_newcomer_of_ours_mixes_in_an_external_key(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var newcomer = (OurClient)(await group.NewClientsAsync("O"))[0];
        var psk = await group.SharePskAsync("at the door", newcomer);

        var commit = newcomer.JoinExternally(await group[0].GroupInfoAsync(withTree: true), null, resync: false, psk);
        await group.DeliverAsync(newcomer, commit);
        group.Enter(newcomer);

        await group.AgreeAndTalkAsync();
    }
}
