using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests;

/// <summary>External and resumption pre-shared keys (RFC 9420, section 8.4).</summary>
public sealed class PskTests(TsMls tsMls) : IClassFixture<TsMls>
{
    public static TheoryData<int, string, WireFormat> Three() => Cases.Of(3, brief: true);

    [Theory]
    [MemberData(nameof(Three))]
    public async Task External_keys_are_mixed_in_by_value_and_by_reference(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var first = await group.SharePskAsync("first");
        var second = await group.SharePskAsync("second");
        await group.ProposeAsync(group[1], new Change.ExternalPsk(first));

        await group.CommitAsync(group[0], new CommitPlan { Changes = [new Change.ExternalPsk(second)], Path = false });
        await group.CommitAsync(group[2], new CommitPlan { Changes = [new Change.ExternalPsk(first), new Change.ExternalPsk(second)] });
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Whoever_joins_mixes_in_the_same_external_key(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles[..2], format);
        var joining = await group.NewClientsAsync(roles[2..]);
        var psk = await group.SharePskAsync("door", joining);

        await group.CommitAsync(
            group[0], new CommitPlan { Changes = [new Change.Add(await joining[0].NewKeyPackageAsync()), new Change.ExternalPsk(psk)] }, joining);
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Resumption_keys_of_this_epoch_and_of_earlier_ones_are_mixed_in(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var then = (await group.AgreeAsync()).Epoch;
        await group.CommitAsync(group[1]);
        await group.ProposeAsync(group[2], new Change.ResumptionPsk(group.Id, then + 1));

        await group.CommitAsync(group[0], new CommitPlan { Changes = [new Change.ResumptionPsk(group.Id, then)] });
        await group.CommitAsync(group[2], new CommitPlan { Changes = [new Change.ResumptionPsk(group.Id, then)], Path = false });
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task A_key_of_other_octets_is_refused_and_a_key_unknown_here_too(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        var (committer, differs, lacks) = (group[0], group[1], group[2]);
        var psk = OpaqueBytes.FromText("not shared");
        await committer.AddPskAsync(psk, OpaqueBytes.FromText("one secret"));
        await differs.AddPskAsync(psk, OpaqueBytes.FromText("another secret"));

        var made = await committer.CommitAsync(new CommitPlan { Changes = [new Change.ExternalPsk(psk)], Format = format });

        await group.RefuseAsync(committer, made.Message);
        await group.CommitAsync(lacks);
        Assert.Contains(differs, group.Members);
    }
}
