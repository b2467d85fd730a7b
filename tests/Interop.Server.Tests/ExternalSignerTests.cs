using Interop.Server.Protos;
using Xunit;

namespace Interop.Server.Tests;

public sealed class ExternalSignerTests(Servers servers) : IClassFixture<Servers>
{
    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task External_signers_propose_every_kind(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob", "charlie");
        var psk = await script.InstallPskAsync("alice", "bob", "charlie");
        await script.AddSignerAsync("ds1");
        await script.AddSignerAsync("ds2");

        var add = new ProposalDescription { ProposalType = Script.Text("add"), KeyPackage = await script.KeyPackageAsync("diana") };
        await script.CommitAsync("alice", new CommitRequest { ByReference = { await script.SignerProposesAsync("ds1", add) } }, joining: ["diana"]);
        var external = new ProposalDescription { ProposalType = Script.Text("externalPSK"), PskId = psk.PskId };
        var resumption = new ProposalDescription { ProposalType = Script.Text("resumptionPSK"), EpochId = 2 };
        var remove = new ProposalDescription { ProposalType = Script.Text("remove"), RemovedId = Script.Text("diana") };
        await script.CommitAsync(
            "bob",
            new CommitRequest
            {
                ByReference =
                {
                    await script.SignerProposesAsync("ds1", external),
                    await script.SignerProposesAsync("ds2", resumption),
                    await script.SignerProposesAsync("ds2", remove),
                },
            },
            leaving: ["diana"]);
        var extensions = new ProposalDescription { ProposalType = Script.Text("groupContextExtensions"), Extensions = { Script.Extensions[0] } };
        await script.CommitAsync("charlie", new CommitRequest { ByReference = { await script.SignerProposesAsync("ds2", extensions) } });
        await script.TalkAsync();
    }

    [Theory]
    [MemberData(nameof(Settings.Some), MemberType = typeof(Settings))]
    public async Task An_external_signer_ends_the_group(uint suite, bool encrypt)
    {
        var script = new Script(servers, suite, encrypt);
        await script.FoundAsync("alice", "bob", "charlie");
        await script.AddSignerAsync("ds");
        var next = suite % 7 + 1;
        var reInit = new ProposalDescription
        {
            ProposalType = Script.Text("reinit"), GroupId = Script.Text("group++"), CipherSuite = next, Extensions = { Script.Extensions[0] },
        };
        var proposal = await script.SignerProposesAsync("ds", reInit);
        await script.ReInitAsync(proposal, committing: "alice", welcoming: "bob", next, forcePath: true, externalTree: false);
        await script.TalkAsync();
    }

    [Fact]
    public async Task A_signer_that_the_group_does_not_know_is_refused()
    {
        var script = new Script(servers, 1, encrypt: false);
        await script.FoundAsync("alice");
        await script.AddSignerAsync("ds");
        var stranger = await script["alice"].Client.CreateExternalSignerAsync(new CreateExternalSignerRequest { CipherSuite = 1, Identity = Script.Text("ds") });
        var info = await script.GroupInfoAsync(externalTree: false);
        var request = new ExternalSignerProposalRequest
        {
            SignerId = stranger.SignerId,
            GroupInfo = info.GroupInfo,
            Description = new ProposalDescription { ProposalType = Script.Text("remove"), RemovedId = Script.Text("alice") },
        };
        Assert.Contains("external senders", await Refusals.RefusedAsync(script["alice"].Client.ExternalSignerProposalAsync(request)), StringComparison.Ordinal);
        var known = script["ds"];
        request.SignerId = known.Signer;
        Assert.False((await known.Client.ExternalSignerProposalAsync(request)).Proposal.IsEmpty);
    }
}
