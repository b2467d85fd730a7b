using Google.Protobuf;
using Interop.Server.Protos;
using Xunit;
using Extension = Interop.Server.Protos.Extension;

namespace Interop.Server.Tests;

public sealed class ProposalTests(Servers servers) : IClassFixture<Servers>
{
    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task Adds_by_reference_of_two_members_and_by_value(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        foreach (var force in new[] { true, false })
        {
            string[] names = [$"charlie {force}", $"diana {force}", $"eliza {force}"];
            var byReference = new[] { await AddAsync(script, "alice", names[0]), await AddAsync(script, "bob", names[1]) };
            var byValue = new ProposalDescription { ProposalType = Script.Text("add"), KeyPackage = await script.KeyPackageAsync(names[2]) };
            await script.CommitAsync("alice", new CommitRequest { ByReference = { byReference }, ByValue = { byValue }, ForcePath = force }, joining: names, path: force);
        }

        Assert.Equal(8, script.Members.Count);
        await script.CommitAsync("eliza False", new CommitRequest { ForcePath = true });
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task Removes_and_Updates(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob", "charlie", "diana", "eliza");
        var first = await RemoveAsync(script, "alice", "charlie");
        var second = await RemoveAsync(script, "bob", "diana");
        var update = await UpdateAsync(script, "bob");
        var byValue = new ProposalDescription { ProposalType = Script.Text("remove"), RemovedId = Script.Text("eliza") };
        await script.CommitAsync(
            "alice", new CommitRequest { ByReference = { first, second, update }, ByValue = { byValue } }, leaving: ["charlie", "diana", "eliza"]);
        await script.CommitAsync("bob", new CommitRequest { ByReference = { await UpdateAsync(script, "alice") } });
        await script.TalkAsync();
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task GroupContext_extensions_are_replaced(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        await script.CommitAsync("alice", new CommitRequest { ByReference = { await ExtendAsync(script, "alice", Script.Extensions) } });
        Assert.Equal(2, await script.CountExtensionsAsync());
        await script.CommitAsync("alice", new CommitRequest { ByReference = { await ExtendAsync(script, "bob") } });
        Assert.Equal(0, await script.CountExtensionsAsync());
        var byValue = new ProposalDescription { ProposalType = Script.Text("groupContextExtensions"), Extensions = { Script.Extensions[0] } };
        await script.CommitAsync("bob", new CommitRequest { ByValue = { byValue } });
        Assert.Equal(1, await script.CountExtensionsAsync());
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task External_and_resumption_keys_by_reference_and_by_value(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        var keys = new[] { await script.InstallPskAsync("alice", "bob"), await script.InstallPskAsync("bob", "alice"), await script.InstallPskAsync("alice", "bob") };
        await script.CommitAsync("alice");
        foreach (var (force, epoch) in new[] { (true, 1u), (false, 2u) })
        {
            ByteString[] byReference =
            [
                await ExternalPskAsync(script, "alice", keys[0]),
                await ExternalPskAsync(script, "bob", keys[1]),
                await ResumptionPskAsync(script, "alice", epoch),
                await ResumptionPskAsync(script, "bob", epoch + 1),
            ];
            ProposalDescription[] byValue =
            [
                new() { ProposalType = Script.Text("externalPSK"), PskId = keys[2].PskId },
                new() { ProposalType = Script.Text("resumptionPSK"), EpochId = epoch },
            ];
            await script.CommitAsync("alice", new CommitRequest { ByReference = { byReference }, ByValue = { byValue }, ForcePath = force }, path: force);
        }
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task All_kinds_in_one_Commit(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob", "charlie", "diana");
        var psk = await script.InstallPskAsync("alice", "bob");
        var packages = (await script.KeyPackageAsync("eliza"), await script.KeyPackageAsync("frank"));
        var add = await script["bob"].Client.AddProposalAsync(new AddProposalRequest { StateId = script["bob"].State, KeyPackage = packages.Item1 });
        ByteString[] byReference =
        [
            add.Proposal,
            await RemoveAsync(script, "bob", "charlie"),
            await ExtendAsync(script, "bob", Script.Extensions),
            await ExternalPskAsync(script, "alice", psk),
            await UpdateAsync(script, "bob"),
        ];
        ProposalDescription[] byValue =
        [
            new() { ProposalType = Script.Text("add"), KeyPackage = packages.Item2 },
            new() { ProposalType = Script.Text("remove"), RemovedId = Script.Text("diana") },
            new() { ProposalType = Script.Text("resumptionPSK"), EpochId = 1 },
        ];

        // A joiner has no resumption key of an epoch before its own, so that nobody enters by this Welcome.
        var alice = script["alice"];
        var made = await alice.Client.CommitAsync(new CommitRequest { StateId = alice.State, ByReference = { byReference }, ByValue = { byValue } });
        Assert.False(made.Welcome.IsEmpty);
        var own = await alice.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = alice.State });
        var bob = await script["bob"].Client.HandleCommitAsync(new HandleCommitRequest { StateId = script["bob"].State, Proposal = { byReference }, Commit = made.Commit });
        Assert.Equal(own.EpochAuthenticator, bob.EpochAuthenticator);
    }

    [Fact]
    public async Task A_Commit_covers_exactly_the_proposals_that_it_is_given()
    {
        var script = new Script(servers, 1, encrypt: false);
        await script.FoundAsync("alice", "bob", "charlie");
        await RemoveAsync(script, "alice", "charlie");
        await script.CommitAsync("alice", new CommitRequest { ByReference = { await UpdateAsync(script, "bob") } });
        Assert.Equal(3, script.Members.Count);
        await script.TalkAsync();
    }

    private static async Task<ByteString> AddAsync(Script script, string name, string added) => (await script[name].Client.AddProposalAsync(
        new AddProposalRequest { StateId = script[name].State, KeyPackage = await script.KeyPackageAsync(added) })).Proposal;

    private static async Task<ByteString> RemoveAsync(Script script, string name, string removed) => (await script[name].Client.RemoveProposalAsync(
        new RemoveProposalRequest { StateId = script[name].State, RemovedId = Script.Text(removed) })).Proposal;

    private static async Task<ByteString> UpdateAsync(Script script, string name) => (await script[name].Client.UpdateProposalAsync(
        new UpdateProposalRequest { StateId = script[name].State })).Proposal;

    private static async Task<ByteString> ExtendAsync(Script script, string name, params Extension[] extensions) =>
        (await script[name].Client.GroupContextExtensionsProposalAsync(
            new GroupContextExtensionsProposalRequest { StateId = script[name].State, Extensions = { extensions } })).Proposal;

    private static async Task<ByteString> ExternalPskAsync(Script script, string name, PreSharedKey psk) => (await script[name].Client.ExternalPSKProposalAsync(
        new ExternalPSKProposalRequest { StateId = script[name].State, PskId = psk.PskId })).Proposal;

    private static async Task<ByteString> ResumptionPskAsync(Script script, string name, ulong epoch) => (await script[name].Client.ResumptionPSKProposalAsync(
        new ResumptionPSKProposalRequest { StateId = script[name].State, EpochId = epoch })).Proposal;
}
