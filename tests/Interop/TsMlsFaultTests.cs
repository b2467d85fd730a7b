using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Nodes;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests;

/// <summary>Where ts-mls 1.6.4 departs from RFC 9420: what it does and that it is refused where it must be. When one of these tests fails after an update of
/// ts-mls, the fault is mended: then its detour goes and the scenarios cover the case.</summary>
public sealed class TsMlsFaultTests(TsMls tsMls) : IClassFixture<TsMls>
{
    /// <summary>RFC 9420, section 12.4.3.2: the extension holds an HPKEPublicKey, a vector with its length; ts-mls writes and reads the bare key.</summary>
    [Fact]
    public async Task External_pub_has_no_length()
    {
        await using var group = await MixedGroup.StartAsync(tsMls, 1, "TO");
        var newcomers = await group.NewClientsAsync("OT");

        var theirs = await ((TsMlsClient)group[0]).GroupInfoAsync(withTree: true, asIs: true);
        await Assert.ThrowsAsync<RefusedException>(() => newcomers[0].JoinExternallyAsync(theirs, null, resync: false));

        var ours = await group[1].GroupInfoAsync(withTree: true);
        await Assert.ThrowsAsync<RefusedException>(() => ((TsMlsClient)newcomers[1]).JoinExternallyAsync(ours, null, resync: false, asIs: true));
    }

    /// <summary>RFC 9420, section 17.4: GroupContextExtensions requires a path; ts-mls makes the Commit without.</summary>
    [Fact]
    public async Task A_Commit_of_new_extensions_has_no_path()
    {
        await using var group = await MixedGroup.StartAsync(tsMls, 1, "TO");
        var made = await group[0].CommitAsync(new CommitPlan { Changes = [new Change.Extensions(ExtensionList.Empty.With(Client.OwnExtension, default))] });

        Assert.Equal(CommitViolations.RequiredPath, await ViolationAsync(group[1], made.Message));
    }

    /// <summary>RFC 9420, section 7.6: the path is sealed under the provisional GroupContext, which has the new extensions; ts-mls seals under the old ones.</summary>
    [Fact]
    public async Task A_path_beside_new_extensions_is_sealed_under_the_old_ones()
    {
        await using var group = await MixedGroup.StartAsync(tsMls, 1, "TOTO");
        Change[] changes = [new Change.Extensions(ExtensionList.Empty.With(Client.OwnExtension, default)), new Change.Remove(await group[3].LeafAsync())];

        var made = await group[0].CommitAsync(new CommitPlan { Changes = [.. changes] });

        Assert.Equal(PathViolations.PathSecretCannotBeOpened, await ViolationAsync(group[1], made.Message));
        await Assert.ThrowsAsync<RefusedException>(() => group[2].ReceiveAsync(made.Message));
    }

    /// <summary>See <see cref="TsMlsTrees"/>.</summary>
    [Fact]
    public async Task A_tree_whose_parents_list_different_unmerged_leaves_is_refused()
    {
        await using var group = await MixedGroup.StartAsync(tsMls, 1, "OTOTOTO");
        await group.CommitAsync(group[6]);
        var joining = await group.NewClientsAsync("OT");
        Change[] changes = [new Change.Add(await joining[0].NewKeyPackageAsync()), new Change.Add(await joining[1].NewKeyPackageAsync())];

        // The parent of leaves 4 to 7 has a key and lists leaf 7 as unmerged; the root is on the committer's path and lists nobody.
        var made = await group[0].CommitAsync(new CommitPlan { Changes = [.. changes] });
        await group.DeliverAsync(group[0], made.Message);
        Assert.True(TsMlsTrees.AreRefused((await group[0].ViewAsync()).Tree));

        await joining[0].JoinAsync(made.Welcome!.Value, null);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => joining[1].JoinAsync(made.Welcome!.Value, null));
        Assert.Contains(TsMlsTrees.Refusal, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>RFC 9420, section 12.3: Removes come before Adds, and a new member may get the place of one that the same Commit removes.</summary>
    [Fact]
    public async Task A_member_whose_place_is_given_away_at_once_does_not_see_that_it_is_removed()
    {
        await using var group = await MixedGroup.StartAsync(tsMls, 1, "OTO");
        var joining = await group.NewClientsAsync("O");
        Change[] changes = [new Change.Remove(await group[1].LeafAsync()), new Change.Add(await joining[0].NewKeyPackageAsync())];

        var made = await group[0].CommitAsync(new CommitPlan { Changes = [.. changes] });

        await Assert.ThrowsAsync<RefusedException>(() => ((TsMlsClient)group[1]).ReceiveAsync(made.Message, asIs: true));
        Assert.IsType<Incoming.Removed>(await group[1].ReceiveAsync(made.Message));
    }

    /// <summary>RFC 9420, section 12.4.3.1 asks for another group's state only where the usage is reinit or branch; ts-mls asks always.</summary>
    [Fact]
    public async Task A_newcomer_cannot_mix_in_a_resumption_key()
    {
        await using var group = await MixedGroup.StartAsync(tsMls, 1, "OT");
        var back = group[1];
        var epoch = (await group.AgreeAsync()).Epoch;
        await group.CommitAsync(group[0], new CommitPlan { Changes = [new Change.Remove(1)] });
        Change[] changes = [new Change.Add(await back.NewKeyPackageAsync()), new Change.ResumptionPsk(group.Id, epoch)];

        var made = await group[0].CommitAsync(new CommitPlan { Changes = [.. changes] });

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => back.JoinAsync(made.Welcome!.Value, null));
        Assert.Contains("No prior state passed for resumption", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<ProtocolViolation> ViolationAsync(Client member, OpaqueBytes message)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => member.ReceiveAsync(message));
        return Assert.IsType<ProtocolViolationException>(refusal.InnerException).Violation;
    }
}
