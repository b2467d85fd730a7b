using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>A primitive that fails in the middle of an operation leaves the group as it was, whichever call it is.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Operations() =>
    [
        "receive a proposal", "receive a Commit", "receive a private Commit", "receive an external Commit", "receive application data",
        "commit", "commit privately", "propose", "propose privately", "send application data",
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Whichever_call_fails_nothing_has_changed_and_the_operation_can_be_repeated(string operation)
    {
        var crypto = new FaultyCrypto(Suites.One);
        using var group = TestGroup.Create(new TestClient("A"));
        group.Add(0, new TestClient("B", services => services with { Crypto = crypto }), new TestClient("C"), new TestClient("D")).Dispose();
        group.Commit(2).Dispose();
        if (!operation.EndsWith("application data", StringComparison.Ordinal))
        {
            group.Broadcast(group[2], group[2].Group.ProposeUpdate());
        }

        var act = Prepare(group, operation);
        var snapshot = Snapshots.Of(group[1].Group);
        var failures = 0;
        for (; Fails(crypto, failures, act); failures++)
        {
            Assert.True(snapshot.AsSpan().SequenceEqual(Snapshots.Of(group[1].Group)), $"call {failures} failed and left the group changed");
        }

        Assert.InRange(failures, 2, 2000);
    }

    /// <summary>What the second member is about to do.</summary>
    private static Action Prepare(TestGroup group, string operation)
    {
        var own = group[1].Group;
        switch (operation)
        {
            case "receive a proposal":
                return Receive(own, group[0].Group.ProposeUpdate());
            case "receive a Commit":
                return Receive(own, group[0].Group.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[3].Leaf)] }).Message);
            case "receive a private Commit":
                return Receive(own, group[0].Group.Commit(new CommitOptions { Format = WireFormat.PrivateMessage }).Message);
            case "receive an external Commit":
                var client = new TestClient("J");
                var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
                return Receive(own, ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []).Message);
            case "receive application data":
                return Receive(own, group[0].Group.Protect("data"u8));
            case "commit":
                return () => own.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[3].Leaf)] }).Dispose();
            case "commit privately":
                return () => own.Commit(new CommitOptions { Format = WireFormat.PrivateMessage }).Dispose();
            case "propose":
                return () => own.ProposeUpdate();
            case "propose privately":
                return () => own.ProposeUpdate(WireFormat.PrivateMessage);
            default:
                return () => own.Protect("data"u8);
        }
    }

    private static Action Receive(Group own, MlsMessage message) => () =>
    {
        var result = own.Receive(message);
        Assert.True(result is ReceiveResult.CommitStaged or ReceiveResult.ProposalStored or ReceiveResult.Application, $"it came to {result}");
        (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
    };

    private static bool Fails(FaultyCrypto crypto, int call, Action act)
    {
        crypto.Left = call;
        try
        {
            act();
            return false;
        }
        catch (FaultyCrypto.InjectedFaultException)
        {
            return true;
        }
        finally
        {
            crypto.Left = -1;
        }
    }
}
