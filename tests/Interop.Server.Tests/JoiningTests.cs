using Interop.Server.Protos;
using Xunit;

namespace Interop.Server.Tests;

public sealed class JoiningTests(Servers servers) : IClassFixture<Servers>
{
    [Theory]
    [MemberData(nameof(Settings.All), MemberType = typeof(Settings))]
    public async Task Clients_create_join_commit_and_talk(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        var charlie = await script.KeyPackageAsync("charlie");
        await script.CommitAsync(
            "bob",
            new CommitRequest { ByValue = { new ProposalDescription { ProposalType = Script.Text("add"), KeyPackage = charlie } }, ExternalTree = true, ForcePath = true },
            joining: ["charlie"]);
        await script.CommitAsync("charlie");
        await script.CommitAsync("alice", new CommitRequest { ForcePath = true });
        await script.TalkAsync();
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task Clients_join_externally(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice");
        await script.JoinExternallyAsync("bob");
        await script.JoinExternallyAsync("charlie", externalTree: true);
        var psk = await script.InstallPskAsync("alice", "bob", "charlie");
        await script.JoinExternallyAsync("diana", externalTree: false, removePrior: false, psk);
        await script.TalkAsync();
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task A_resync_takes_the_place_of_the_member_with_that_identity(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob", "charlie");
        var former = script["bob"].State;
        await script.JoinExternallyAsync("bob", removePrior: true);
        Assert.NotEqual(former, script["bob"].State);
        Assert.Equal(3, script.Members.Count);
        await script.CommitAsync("alice", new CommitRequest { ByValue = { Removal("bob") } }, leaving: ["bob"]);
        await Refusals.RefusedAsync(script["alice"].Client.RemoveProposalAsync(new RemoveProposalRequest { StateId = script["alice"].State, RemovedId = Script.Text("bob") }));
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task A_client_is_told_a_key_before_it_joins(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        var package = await script.KeyPackageAsync("charlie");
        var psk = await script.InstallPskAsync("alice", "bob", "charlie");
        var use = new ProposalDescription { ProposalType = Script.Text("externalPSK"), PskId = psk.PskId };
        await script.CommitAsync(
            "alice", new CommitRequest { ByValue = { new ProposalDescription { ProposalType = Script.Text("add"), KeyPackage = package }, use } }, joining: ["charlie"]);
        await script.CommitAsync("charlie", new CommitRequest { ByValue = { use } });
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task A_client_asks_to_be_added(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        var info = await script.GroupInfoAsync(externalTree: false);
        var charlie = script["charlie"];
        var asked = await charlie.Client.NewMemberAddProposalAsync(new NewMemberAddProposalRequest { GroupInfo = info.GroupInfo, Identity = Script.Text("charlie") });
        charlie.Transaction = asked.TransactionId;
        await script.CommitAsync("bob", new CommitRequest { ByReference = { asked.Proposal } }, joining: ["charlie"]);
        await script.TalkAsync();
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task Messages_come_out_of_order_within_and_across_epochs(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob");
        var first = await script.ProtectAsync("alice", "1");
        var second = await script.ProtectAsync("alice", "2");
        var third = await script.ProtectAsync("alice", "3");
        await script.UnprotectAsync("bob", third, "3");
        await script.CommitAsync("bob", new CommitRequest { ForcePath = true });
        var fourth = await script.ProtectAsync("alice", "4");
        var fifth = await script.ProtectAsync("alice", "5");
        await script.UnprotectAsync("bob", fifth, "5");
        await script.UnprotectAsync("bob", second, "2");
        await script.UnprotectAsync("bob", fourth, "4");
        await script.UnprotectAsync("bob", first, "1");
        await Refusals.RefusedAsync(script["bob"].Client.UnprotectAsync(new UnprotectRequest { StateId = script["bob"].State, Ciphertext = first }));
    }

    private static ProposalDescription Removal(string name) => new() { ProposalType = Script.Text("remove"), RemovedId = Script.Text(name) };
}
