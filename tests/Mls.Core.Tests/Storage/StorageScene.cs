using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Storage;
using Mls.Core.Tests.Groups;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Storage;

/// <summary>One member whose group lives in a store, among others that live in memory only. Every message that leaves is opened by another member.</summary>
internal sealed class StorageScene : IDisposable
{
    private readonly List<MlsMessage> _delayed = [];
    private readonly HashSet<TestMember> _out = [];
    private MlsMessage? _undelivered;
    private List<(TestClient Client, KeyPackageBundle Bundle)> _joining = [];
    private int _named = 100;

    private StorageScene(TestGroup group, DyingStore store, StoredGroup stored)
    {
        Group = group;
        Store = store;
        Stored = stored;
    }

    /// <summary>A history with sends, receives in and out of order, proposals and Commits of both sides, joins and removals, an overtaken and a refused Commit.</summary>
    public static IReadOnlyList<Func<StorageScene, Task>> History { get; } =
    [
        scene => scene.Send(),
        scene => scene.Hear(1),
        scene => scene.HearOutOfOrder(2),
        scene => scene.Send(),
        scene => scene.OwnCommit(WireFormat.PublicMessage),
        scene => scene.HearDelayed(),
        scene => scene.Hear(1),
        scene => scene.OthersCommit(1, WireFormat.PrivateMessage),
        scene => scene.Hear(2),
        scene => scene.Send(),
        scene => scene.OwnUpdate(WireFormat.PrivateMessage),
        scene => scene.OthersCommit(2, WireFormat.PublicMessage),
        scene => scene.HearProposal(1),
        scene => scene.OwnAdd(),
        scene => scene.OvertakenCommit(1),
        scene => scene.RefusedCommit(),
        scene => scene.Hear(2),
        scene => scene.Send(),
        scene => scene.OthersCommit(1, WireFormat.PublicMessage),
        scene => scene.OwnRemove(),
        scene => scene.OwnCommit(WireFormat.PrivateMessage),
        scene => scene.ExternalJoin(),
        scene => scene.Hear(1),
    ];

    /// <summary>All members; the first is the one in the store, and its own <see cref="TestMember.Group"/> is not used.</summary>
    public TestGroup Group { get; }

    public DyingStore Store { get; }

    public StoredGroup Stored { get; private set; }

    /// <summary>Messages that have left.</summary>
    public List<MlsMessage> Left { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<TestMember> Others => Group.Members.Skip(1).Where(member => !_out.Contains(member));

    private TestMember Other => Group[1];

    public static async Task<StorageScene> Create(int members, Func<GroupServices, GroupServices>? change = null)
    {
        var group = TestGroup.Of(members, change: change);
        var store = new DyingStore();
        return new StorageScene(group, store, await StoredGroup.CreateAsync(group[0].Group, store, Token));
    }

    /// <summary>All records as text.</summary>
    public static string State(IReadOnlyDictionary<OpaqueBytes, byte[]> records) =>
        string.Join('\n', records.Select(record => $"{record.Key} {Convert.ToHexString(record.Value)}").Order(StringComparer.Ordinal));

    /// <summary>All stored records as text.</summary>
    public string StoredState() => State(Store.Records);

    /// <summary>After a crash: loads the group again and receives what it was receiving; whether it was.</summary>
    public async Task<bool> Recover()
    {
        Store.DiesAt = null;
        _delayed.Clear();
        await Reload();
        if (_undelivered is not { } message)
        {
            return false;
        }

        _undelivered = null;
        var result = await Stored.ReceiveAsync(message, cancellationToken: Token);
        Assert.True(
            result is ReceiveResult.Application or ReceiveResult.ProposalStored or ReceiveResult.CommitStaged or ReceiveResult.Duplicate or ReceiveResult.OldEpoch,
            $"received again: {result}");
        return true;
    }

    /// <summary>Fails unless the member in the store and the others agree on the epoch and its secrets.</summary>
    public void AssertAgreement() => Assert.All(Others, other => Assert.True(other.Group.EpochAuthenticator.FixedTimeEquals(Stored.EpochAuthenticator), other.Name));

    public async Task Reload()
    {
        Stored.Dispose();
        Stored = await StoredGroup.LoadAsync(Group[0].Client.Services, Store, Token) ?? throw new InvalidOperationException("the group is gone");
    }

    /// <summary>Fails unless the store gives the state that memory has, and stores it as the same records.</summary>
    public async Task AssertStoreMatchesMemory()
    {
        var before = Store.Records;
        var memory = Stored.Octets();
        using var loaded = await StoredGroup.LoadAsync(Group[0].Client.Services, Store, Token);
        Assert.Equal(memory, loaded!.Octets());
        using var copy = new InMemoryGroupStore();
        using var restored = Snapshots.Restore(memory, Group[0].Client.Services);
        using var again = await StoredGroup.CreateAsync(restored, copy, Token);
        Assert.Equal(Comparable(await copy.LoadAsync(Token)), Comparable(before));
    }

    public async Task Send()
    {
        var message = await Stored.ProtectAsync("from the store"u8.ToArray(), cancellationToken: Token);
        Left.Add(message);
        foreach (var other in Others)
        {
            other.Open(message);
        }
    }

    public async Task Hear(int other) => await Receive<ReceiveResult.Application>(Group[other].Group.Protect("to the store"u8));

    public async Task HearOutOfOrder(int other)
    {
        var early = Enumerable.Range(0, 3).Select(_ => Group[other].Group.Protect("early"u8)).ToList();
        await Receive<ReceiveResult.Application>(early[2]);
        await Receive<ReceiveResult.Application>(early[0]);
        _delayed.Add(early[1]);
    }

    public async Task HearDelayed()
    {
        foreach (var message in _delayed)
        {
            await Receive<ReceiveResult.Application>(message);
        }

        _delayed.Clear();
    }

    public async Task HearProposal(int other) => await Receive<ReceiveResult.ProposalStored>(Tell(Group[other], Group[other].Group.ProposeUpdate(WireFormat.PrivateMessage)));

    public async Task OwnUpdate(WireFormat format)
    {
        var proposal = Stored.OwnProposals.FirstOrDefault() ?? await Stored.ProposeUpdateAsync(format, Token);
        foreach (var other in Others)
        {
            Assert.True(other.Group.Receive(proposal) is ReceiveResult.ProposalStored || Left.Contains(proposal));
        }

        Left.Add(proposal);

        await Stored.ReceiveAsync(proposal, cancellationToken: Token);
    }

    public Task OwnCommit(WireFormat format) => Commit(new CommitOptions { Format = format }, []);

    public async Task OwnAdd()
    {
        var client = new TestClient(TestGroup.NameOf(_named++));
        var bundle = client.NewKeyPackage();
        await Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] }, [(client, bundle)]);
    }

    public async Task OwnRemove()
    {
        var last = Others.Last();
        await Commit(new CommitOptions { Proposals = [new Proposal.Remove(last.Leaf)], IncludeReceived = false }, []);
    }

    public async Task OthersCommit(int committer, WireFormat format)
    {
        using var pending = Group[committer].Group.Commit(new CommitOptions { Format = format });
        await Follow(pending, Group[committer]);
    }

    public async Task OvertakenCommit(int other)
    {
        Reach(Stored.Pending ?? await Stored.CommitAsync(new CommitOptions { Format = WireFormat.PrivateMessage }, Token));
        await OthersCommit(other, WireFormat.PublicMessage);
    }

    public async Task RefusedCommit()
    {
        Reach(Stored.Pending ?? await Stored.CommitAsync(new CommitOptions { Format = WireFormat.PrivateMessage }, Token));
        await Stored.RefuseAsync(Token);
    }

    public async Task ExternalJoin()
    {
        var client = new TestClient(TestGroup.NameOf(_named++));
        using var join = ExternalJoiner.Join(client.Services, Other.Group.GroupInfo(withTree: true, withExternalPub: true), null, client.Identity, client.Signer, null, []);
        foreach (var other in Others)
        {
            other.Follow(join.Message);
        }

        await Receive<ReceiveResult.CommitStaged>(join.Message);
        client.Dispose();
    }

    public void Dispose()
    {
        Stored.Dispose();
        Group.Dispose();
    }

    // Not what is beside the group's own state, and not the head, which sums up the others.
    private static List<string> Comparable(IReadOnlyDictionary<OpaqueBytes, byte[]> records) =>
        [.. records.Where(record => record.Key.Span[0] is not (0x0b or 0x80 or 0x83)).Select(record => $"{record.Key} {Convert.ToHexString(record.Value)}").Order(StringComparer.Ordinal)];

    /// <summary>The others see a Commit that comes to nothing; its message key must be a new one.</summary>
    private void Reach(StoredCommit commit)
    {
        foreach (var other in Others)
        {
            if (Left.Contains(commit.Message))
            {
                Assert.IsType<ReceiveResult.Duplicate>(other.Group.Receive(commit.Message));
            }
            else
            {
                other.Stage(commit.Message).Dispose();
            }
        }

        Left.Add(commit.Message);
    }

    private async Task Commit(CommitOptions options, List<(TestClient Client, KeyPackageBundle Bundle)> joining)
    {
        _joining = Stored.Pending is null ? joining : _joining;
        var commit = Stored.Pending ?? await Stored.CommitAsync(options, Token);
        foreach (var other in Others.ToList())
        {
            // After a crash it may have been sent before.
            if (other.Group.Receive(commit.Message) is not ReceiveResult.CommitStaged { Staged: var staged })
            {
                Assert.Contains(commit.Message, Left);
                continue;
            }

            if (staged.RemovesSelf)
            {
                _out.Add(other);
            }
            else
            {
                other.Group.Apply(staged);
            }
        }

        Left.Add(commit.Message);
        await Stored.ConfirmAsync(Token);
        foreach (var (client, bundle) in _joining)
        {
            Group.Join(client, bundle, commit.Welcome!, Stored.Public.Tree);
            bundle.Dispose();
        }
    }

    private async Task Follow(PendingCommit pending, TestMember committer)
    {
        foreach (var other in Others.Where(other => other != committer))
        {
            other.Follow(pending.Message);
        }

        committer.Group.Apply(pending.Staged);
        await Receive<ReceiveResult.CommitStaged>(pending.Message);
    }

    private MlsMessage Tell(TestMember sender, MlsMessage proposal)
    {
        foreach (var other in Others.Where(other => other != sender))
        {
            other.Group.Receive(proposal);
        }

        return proposal;
    }

    private async Task Receive<T>(MlsMessage message)
        where T : ReceiveResult
    {
        _undelivered = message;
        Assert.IsType<T>(await Stored.ReceiveAsync(message, cancellationToken: Token));
        _undelivered = null;
    }
}
