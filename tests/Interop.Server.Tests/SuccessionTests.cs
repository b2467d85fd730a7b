using Interop.Server.Protos;
using Xunit;

namespace Interop.Server.Tests;

public sealed class SuccessionTests(Servers servers) : IClassFixture<Servers>
{
    private static readonly string[] Others = ["bob", "charlie", "diana"];

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task The_group_goes_on_in_another_suite(uint suite, bool encrypt) =>
        await ReInitAsync(suite, encrypt, suite % 7 + 1, "group", [], forcePath: false, externalTree: false);

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task The_group_goes_on_under_another_id(uint suite, bool encrypt) =>
        await ReInitAsync(suite, encrypt, suite, "group++", [], forcePath: true, externalTree: false);

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task The_group_goes_on_with_other_extensions(uint suite, bool encrypt) =>
        await ReInitAsync(suite, encrypt, suite, "group", Script.Extensions, forcePath: false, externalTree: true);

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task One_member_proposes_commits_and_welcomes(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob", "charlie", "diana");
        var proposal = await ProposeAsync(script, suite, "group++", []);
        await script.ReInitAsync(proposal, "alice", "alice", suite, forcePath: false, externalTree: false);
        await script.TalkAsync();
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public async Task Members_branch_off(bool encrypt, bool forcePath, bool externalTree)
    {
        foreach (var suite in new uint[] { 1, 2, 7 })
        {
            var script = new Script(servers, suite, encrypt);
            await script.FoundAsync("alice", "bob", "charlie", "diana");
            var main = script["diana"].State;
            await script.BranchAsync("alice", ["diana", "charlie"], forcePath ? Script.Extensions : [], forcePath, externalTree);
            await script.CommitAsync("charlie", new CommitRequest { ForcePath = true });
            await script.TalkAsync();
            Assert.NotEqual(main, script["diana"].State);

            // The main group goes on beside it.
            var bob = script["bob"];
            var made = await bob.Client.CommitAsync(new CommitRequest { StateId = bob.State, ForcePath = true });
            var own = await bob.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = bob.State });
            var followed = await script["diana"].Client.HandleCommitAsync(new HandleCommitRequest { StateId = main, Commit = made.Commit });
            Assert.Equal(own.EpochAuthenticator, followed.EpochAuthenticator);
        }
    }

    [Fact]
    public async Task A_ReInit_is_committed_by_its_own_calls_only()
    {
        var script = new Script(servers, 1, encrypt: true);
        await script.FoundAsync("alice", "bob");
        var (alice, bob) = (script["alice"], script["bob"]);
        var proposal = await ProposeAsync(script, 1, "group++", []);
        await Refusals.RefusedAsync(alice.Client.CommitAsync(new CommitRequest { StateId = alice.State, ByReference = { proposal } }));
        await Refusals.RefusedAsync(alice.Client.ReInitCommitAsync(new CommitRequest { StateId = alice.State, ForcePath = true }));
        var made = await alice.Client.ReInitCommitAsync(new CommitRequest { StateId = alice.State, ByReference = { proposal } });
        await Refusals.RefusedAsync(alice.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = alice.State }));
        var follow = new HandleCommitRequest { StateId = bob.State, Proposal = { proposal }, Commit = made.Commit };
        await script.AgreeAsync();
        await alice.Client.HandlePendingReInitCommitAsync(new HandlePendingCommitRequest { StateId = alice.State });
        await bob.Client.HandleReInitCommitAsync(follow);
        await script.AgreeAsync();
        await Refusals.RefusedAsync(alice.Client.ProtectAsync(new ProtectRequest { StateId = alice.State }));
    }

    private async Task ReInitAsync(uint suite, bool encrypt, uint next, string groupId, Extension[] extensions, bool forcePath, bool externalTree)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync(["alice", .. Others]);
        var proposal = await ProposeAsync(script, next, groupId, extensions);
        await script.ReInitAsync(proposal, "bob", "charlie", next, forcePath, externalTree);
        await script.TalkAsync();
        await script.CommitAsync("diana", new CommitRequest { ForcePath = true });
    }

    private static async Task<Google.Protobuf.ByteString> ProposeAsync(Script script, uint suite, string groupId, Extension[] extensions) =>
        (await script["alice"].Client.ReInitProposalAsync(new ReInitProposalRequest
        {
            StateId = script["alice"].State, CipherSuite = suite, GroupId = Script.Text(groupId), Extensions = { extensions },
        })).Proposal;
}
