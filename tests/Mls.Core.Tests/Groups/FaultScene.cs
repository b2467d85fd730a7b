using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Four members, of which the second has primitives and a random source that fail on demand, in an epoch with proposals and a past.</summary>
internal sealed class FaultScene : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <param name="proposed">Whether a proposal waits for a Commit: nobody sends application data then (RFC 9420, section 12.4).</param>
    public FaultScene(bool proposed = true)
    {
        Group = TestGroup.Create(new TestClient("A"));
        Group.Add(0, NewClient("B"), new TestClient("C"), new TestClient("D")).Dispose();
        Late = Group[0].Group.Protect("late"u8);
        Group.Commit(2).Dispose();
        Echo = Own.Protect("echo"u8);
        Spoken = Group[0].Group.Protect("data"u8);
        if (proposed)
        {
            Group.Broadcast(Group[2], Group[2].Group.ProposeUpdate());
        }

        Pending = Keep(Own.Commit(new CommitOptions()));
    }

    public Faults Faults { get; } = new();

    public TestGroup Group { get; }

    public Group Own => Group[1].Group;

    private MlsMessage Late { get; }

    private MlsMessage Echo { get; }

    private MlsMessage Spoken { get; }

    /// <summary>A Commit of the second member that nobody has accepted.</summary>
    private PendingCommit Pending { get; }

    public TestClient NewClient(string name) => new(name, services => services with
    {
        Crypto = new FaultyCrypto(services.Crypto, Faults),
        Random = new FaultyRandom(services.Random, Faults),
    });

    /// <summary>What the second member holds, the Commit on its way included.</summary>
    public byte[] Snapshot() => [.. Snapshots.Of(Own), .. Snapshots.Of([Pending])];

    /// <summary>What the second member is about to do.</summary>
    public Action Prepare(string operation)
    {
        var sender = Group[0].Group;
        switch (operation)
        {
            case "receive a proposal":
                return Receive<ReceiveResult.ProposalStored>(sender.ProposeUpdate());
            case "receive a private proposal":
                return Receive<ReceiveResult.ProposalStored>(sender.ProposeUpdate(WireFormat.PrivateMessage));
            case "receive a Commit":
                return Receive<ReceiveResult.CommitStaged>(Committed(new CommitOptions { Proposals = [new Proposal.Remove(Group[3].Leaf)] }));
            case "receive a private Commit":
                return Receive<ReceiveResult.CommitStaged>(Committed(new CommitOptions { Format = WireFormat.PrivateMessage }));
            case "receive a Commit that removes one":
                return Receive<ReceiveResult.CommitStaged>(Committed(new CommitOptions { Proposals = [new Proposal.Remove(Own.OwnLeaf)] }));
            case "receive an external Commit":
                var client = Keep(new TestClient("J"));
                var info = sender.GroupInfo(withTree: true, withExternalPub: true);
                return Receive<ReceiveResult.CommitStaged>(Keep(ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, [])).Message);
            case "receive application data":
                return Receive<ReceiveResult.Application>(Spoken);
            case "receive application data of a past epoch":
                return Receive<ReceiveResult.Application>(Late);
            case "receive an echo":
                return Receive<ReceiveResult.OwnEcho>(Echo);
            case "commit":
                return () => Own.Commit(new CommitOptions { Proposals = [new Proposal.Remove(Group[3].Leaf)] }).Dispose();
            case "commit privately":
                return () => Own.Commit(new CommitOptions { Format = WireFormat.PrivateMessage }).Dispose();
            case "commit and welcome":
                var added = NewPackage();
                return () => Own.Commit(new CommitOptions { Proposals = [added] }).Dispose();
            case "commit on a Commit":
                return () => Own.CommitOn(Pending.Staged, new CommitOptions()).Dispose();
            case "propose":
                return () => Own.Propose(new Proposal.Remove(Group[3].Leaf));
            case "propose privately":
                return () => Own.Propose(new Proposal.Remove(Group[3].Leaf), WireFormat.PrivateMessage);
            case "propose an Add":
                var proposed = NewPackage();
                return () => Own.Propose(proposed);
            case "propose an Update":
                return () => Own.ProposeUpdate();
            case "propose an Update privately":
                return () => Own.ProposeUpdate(WireFormat.PrivateMessage);
            case "send application data":
                return () => Own.Protect("data"u8);
            case "export":
                return () => Own.Export("label"u8, "context"u8, 32).Dispose();
            case "make a GroupInfo":
                return () => Own.GroupInfo(withTree: true, withExternalPub: true);
            case "write a snapshot":
                return () => Snapshot();
            case "read a snapshot":
                var octets = Snapshots.Of(Own);
                return () => Snapshots.Restore(octets, Group[1].Client.Services).Dispose();
            case "read a pending Commit":
                var pending = Snapshots.Of([Pending]);
                return () => Assert.Single(Snapshots.RestorePending(pending, Own)).Dispose();
            default:
                throw new ArgumentException($"no operation is called {operation}", nameof(operation));
        }
    }

    public void Dispose()
    {
        _owned.ForEach(one => one.Dispose());
        Group.Dispose();
    }

    private MlsMessage Committed(CommitOptions options) => Keep(Group[0].Group.Commit(options)).Message;

    private Proposal.Add NewPackage()
    {
        using var client = new TestClient("J");
        return new Proposal.Add(Keep(client.NewKeyPackage()).KeyPackage);
    }

    private Action Receive<TResult>(MlsMessage message)
        where TResult : ReceiveResult => () =>
    {
        var result = Assert.IsType<TResult>(Own.Receive(message));
        (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
    };

    private T Keep<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
