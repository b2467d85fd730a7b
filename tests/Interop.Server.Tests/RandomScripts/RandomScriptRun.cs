using Google.Protobuf;
using Interop.Server.Protos;

namespace Interop.Server.Tests.RandomScripts;

/// <summary>Carries a random script out on two servers. After each step all members agree, and each has written to all others.</summary>
public sealed class RandomScriptRun(Servers servers, RandomScript drawn)
{
    private readonly Script _script = new(servers, drawn.Suite, drawn.Encrypt);
    private int _groups;

    /// <summary>What went wrong, with seed and steps; null where nothing did.</summary>
    public static async Task<string?> WrongAsync(Servers servers, RandomScript drawn)
    {
        var run = new RandomScriptRun(servers, drawn);
        var done = -1;
        try
        {
            await run._script.FoundAsync([.. drawn.Founders]);
            for (done = 0; done < drawn.Steps.Count; done++)
            {
                await run.StepAsync(drawn.Steps[done]);
                await run._script.TalkAsync();
            }

            return null;
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            return $"{drawn}\n{string.Join('\n', drawn.Steps.Take(done + 1).Select((step, i) => $"{i + 1}. {step}"))}\nthe last of them: {wrong}";
        }
    }

    private Task StepAsync(Step step) => step switch
    {
        Step.Commit commit => CommitAsync(commit),
        Step.Ask ask => AskAsync(ask),
        Step.JoinExternally join => JoinAsync(join),
        Step.AddSigner add => _script.AddSignerAsync(add.Name),
        Step.Branch branch => _script.BranchAsync(
            branch.By, [.. branch.Others], branch.ForcePath ? Script.Extensions : [], branch.ForcePath, branch.ExternalTree, $"branch {++_groups}"),
        Step.ReInit reInit => ReInitAsync(reInit),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task CommitAsync(Step.Commit commit)
    {
        string[] joining = [.. commit.Proposals.Where(one => one.Kind == "add").Select(one => one.Name!)];
        string[] leaving = [.. commit.Proposals.Where(one => one.Kind == "remove").Select(one => one.Name!)];
        var packages = new Dictionary<string, ByteString>();
        foreach (var name in joining)
        {
            packages[name] = await _script.KeyPackageAsync(name);
        }

        var request = new CommitRequest { ForcePath = commit.ForcePath, ExternalTree = commit.ExternalTree };
        foreach (var proposed in commit.Proposals)
        {
            if (proposed is { Kind: "update", Proposer: { } updating })
            {
                var member = _script[updating];
                request.ByReference.Add((await member.Client.UpdateProposalAsync(new UpdateProposalRequest { StateId = member.State })).Proposal);
                continue;
            }

            var description = await DescribeAsync(proposed, packages, joining);
            if (proposed.Proposer is { } proposer)
            {
                request.ByReference.Add(await ProposeAsync(proposer, description));
            }
            else
            {
                request.ByValue.Add(description);
            }
        }

        await _script.CommitAsync(commit.By, request, joining.Length == 0 ? null : joining, leaving);
    }

    private async Task<ProposalDescription> DescribeAsync(Proposed proposed, Dictionary<string, ByteString> packages, string[] joining)
    {
        var description = Script.Describe(proposed.Kind);
        switch (proposed.Kind)
        {
            case "add":
                description.KeyPackage = packages[proposed.Name!];
                break;
            case "remove":
                description.RemovedId = Script.Text(proposed.Name!);
                break;
            case "externalPSK":
                description.PskId = (await _script.InstallPskAsync([.. _script.Members.Select(member => member.Name), .. joining])).PskId;
                break;
            case "resumptionPSK":
                description.EpochId = (ulong)proposed.Number;
                break;
            default:
                description.Extensions.Add(Script.Extensions.Take(proposed.Number));
                break;
        }

        return description;
    }

    private async Task<ByteString> ProposeAsync(string proposer, ProposalDescription proposal)
    {
        var actor = _script[proposer];
        if (!_script.Members.Contains(actor))
        {
            return await _script.SignerProposesAsync(proposer, proposal);
        }

        var (client, state) = (actor.Client, actor.State);
        var response = proposal.ProposalType.ToStringUtf8() switch
        {
            "add" => await client.AddProposalAsync(new AddProposalRequest { StateId = state, KeyPackage = proposal.KeyPackage }),
            "remove" => await client.RemoveProposalAsync(new RemoveProposalRequest { StateId = state, RemovedId = proposal.RemovedId }),
            "externalPSK" => await client.ExternalPSKProposalAsync(new ExternalPSKProposalRequest { StateId = state, PskId = proposal.PskId }),
            "resumptionPSK" => await client.ResumptionPSKProposalAsync(new ResumptionPSKProposalRequest { StateId = state, EpochId = proposal.EpochId }),
            _ => await client.GroupContextExtensionsProposalAsync(new GroupContextExtensionsProposalRequest { StateId = state, Extensions = { proposal.Extensions } }),
        };
        return response.Proposal;
    }

    private async Task AskAsync(Step.Ask ask)
    {
        var info = await _script.GroupInfoAsync(externalTree: false);
        var asking = _script[ask.Name];
        var asked = await asking.Client.NewMemberAddProposalAsync(new NewMemberAddProposalRequest { GroupInfo = info.GroupInfo, Identity = Script.Text(ask.Name) });
        asking.Transaction = asked.TransactionId;
        await _script.CommitAsync(ask.CommittedBy, new CommitRequest { ByReference = { asked.Proposal } }, joining: [ask.Name]);
    }

    private async Task JoinAsync(Step.JoinExternally join)
    {
        PreSharedKey[] psks = join.WithPsk ? [await _script.InstallPskAsync([.. _script.Members.Select(member => member.Name)])] : [];
        await _script.JoinExternallyAsync(join.Name, join.ExternalTree, removePrior: join.IsResync, psks);
    }

    private async Task ReInitAsync(Step.ReInit reInit)
    {
        var group = Script.Text($"group {++_groups}");
        var proposer = _script[reInit.Proposer];
        var proposal = _script.Members.Contains(proposer)
            ? (await proposer.Client.ReInitProposalAsync(new ReInitProposalRequest { StateId = proposer.State, CipherSuite = reInit.NextSuite, GroupId = group })).Proposal
            : await _script.SignerProposesAsync(reInit.Proposer, new ProposalDescription { ProposalType = Script.Text("reinit"), GroupId = group, CipherSuite = reInit.NextSuite });
        await _script.ReInitAsync(proposal, reInit.Committer, reInit.Welcomer, reInit.NextSuite, reInit.ForcePath, reInit.ExternalTree);
    }
}
