using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>A group that lives in a store: each operation is one delta, and what it returns - a message to be sent above all - leaves only after the delta is stored.</summary>
/// <remarks>Safe for use by several threads: operations wait for one another. When the store throws, nobody knows which of two states it holds: the object then refuses
/// all further work, and the group is loaded again. It is in the state before or after the operation whose result nobody got, and no message key is used twice.</remarks>
public sealed class StoredGroup : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Group _group;
    private readonly IGroupStore _store;
    private readonly GroupRecords _records;
    private readonly Dictionary<OpaqueBytes, MlsMessage> _ownProposals;
    private readonly List<OpaqueBytes> _settled = [];
    private PendingCommit? _pending;
    private bool _ended;
    private bool _removed;

    private StoredGroup(IGroupStore store, LoadedGroup loaded)
    {
        _store = store;
        (_group, _records, _pending, Joining, _ownProposals) = loaded;
    }

    /// <summary>The group's id.</summary>
    public GroupId GroupId => _group.GroupId;

    /// <summary>The present epoch's number.</summary>
    public Epoch Epoch => _group.Epoch;

    /// <summary>The member's own leaf.</summary>
    public LeafIndex OwnLeaf => _group.OwnLeaf;

    /// <summary>The public state of the present epoch: immutable, may be kept.</summary>
    public PublicGroup Public => _group.Public;

    /// <summary>The ReInit that has ended the group (RFC 9420, section 11.2): nothing is sent in it any more, and <see cref="Reinitialization"/> leads on.</summary>
    public Proposal.ReInit? EndedBy => _group.Public.ClosedBy;

    /// <summary>RFC 9420, section 8.7: equal for all members of an epoch, lent until the next one.</summary>
    public EpochAuthenticator EpochAuthenticator => _group.EpochAuthenticator;

    /// <summary>The own Commit that is on its way, until it is confirmed, refused or overtaken; sent again after a restart.</summary>
    public StoredCommit? Pending => _pending is { } pending ? new StoredCommit(pending.Message, pending.Welcome) : null;

    /// <summary>The external Commit by which this client is joining, until it is confirmed; <see langword="null"/> for a member.</summary>
    public MlsMessage? Joining { get; private set; }

    /// <summary>Own proposals of this epoch whose echo has not come back: after a restart they are sent again, since a Commit may refer to them.</summary>
    public IReadOnlyCollection<MlsMessage> OwnProposals => _ownProposals.Values;

    /// <summary>Stores a new group, made by <see cref="GroupCreator"/> or <see cref="WelcomeReceiver"/>, and owns it from here on. Only then is the KeyPackage behind a Welcome deleted.</summary>
    /// <exception cref="InvalidOperationException">The store holds a group.</exception>
    public static Task<StoredGroup> CreateAsync(Group group, IGroupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        return StartAsync(group, null, store, cancellationToken);
    }

    /// <summary>Stores a group that is being joined by external Commit, and owns it from here on; <see cref="Joining"/> may be sent then.</summary>
    /// <exception cref="InvalidOperationException">The store holds a group, or the group has been taken.</exception>
    public static Task<StoredGroup> JoinAsync(ExternalJoin join, IGroupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(join);
        return StartAsync(join.TakeGroup(), join.Message, store, cancellationToken);
    }

    /// <summary>The group that a store holds, in the state after its last delta; <see langword="null"/> where the store is empty.</summary>
    /// <param name="services">What the group needs from outside: the same kind as before.</param>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="MalformedException">A record is damaged, missing or left over.</exception>
    /// <exception cref="ArgumentException">The services are of another suite than the group.</exception>
    public static async Task<StoredGroup?> LoadAsync(GroupServices services, IGroupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        var values = await store.LoadAsync(cancellationToken);
        if (values.Count == 0)
        {
            return null;
        }

        using var records = new RecordReader(values);
        return new StoredGroup(store, GroupLoader.Read(services, records));
    }

    /// <summary>RFC 9420, section 8.5: <c>MLS-Exporter(label, context, length)</c> of the present epoch. The caller owns the secret.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than 255 Nh or 65,535.</exception>
    public Secret Export(ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length) => _group.Export(label, context, length);

    /// <summary>A signed GroupInfo of the present epoch (RFC 9420, section 12.4.3).</summary>
    public GroupInfo GroupInfo(bool withTree, bool withExternalPub) => _group.GroupInfo(withTree, withExternalPub);

    /// <summary>Encrypts application data; the message key is gone from the store when the message comes back.</summary>
    public Task<MlsMessage> ProtectAsync(ReadOnlyMemory<byte> data, OpaqueBytes authenticatedData = default, CancellationToken cancellationToken = default) =>
        RunAsync(() => _group.Protect(data.Span, authenticatedData), message => message, cancellationToken);

    /// <summary>Sends a proposal (RFC 9420, section 12.1).</summary>
    public Task<MlsMessage> ProposeAsync(Proposal proposal, WireFormat format = WireFormat.PublicMessage, CancellationToken cancellationToken = default) =>
        RunAsync(() => Noted(_group.Propose(proposal, format)), message => message, cancellationToken);

    /// <summary>Proposes a new leaf for this member; the keys behind it are stored before the proposal leaves.</summary>
    public Task<MlsMessage> ProposeUpdateAsync(WireFormat format = WireFormat.PublicMessage, CancellationToken cancellationToken = default) =>
        RunAsync(() => Noted(_group.ProposeUpdate(format)), message => message, cancellationToken);

    /// <summary>Builds a Commit on the present epoch and stores it together with the epoch it leads to.</summary>
    /// <exception cref="InvalidOperationException">Another Commit is on its way.</exception>
    public Task<StoredCommit> CommitAsync(CommitOptions options, CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            if (_pending is not null)
            {
                throw new InvalidOperationException("a Commit is on its way: confirm or refuse it first");
            }

            _pending = _group.Commit(options);
            return Pending!;
        },
        commit => commit.Message,
        cancellationToken);

    /// <summary>The delivery service has accepted the Commit on its way, or the external Commit by which this client joins: goes on to its epoch.</summary>
    /// <exception cref="InvalidOperationException">Nothing is on its way.</exception>
    public Task ConfirmAsync(CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            if (Joining is not null)
            {
                Joining = null;
                return true;
            }

            var pending = _pending ?? throw new InvalidOperationException("no Commit is on its way");
            _group.Apply(pending.Staged);
            DropPending();
            return true;
        },
        null,
        cancellationToken,
        whileJoining: true);

    /// <summary>The delivery service has refused the Commit on its way: drops it. A refused external Commit is dropped by <see cref="DeleteAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">Nothing is on its way.</exception>
    public Task RefuseAsync(CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            _ = _pending ?? throw new InvalidOperationException("no Commit is on its way");
            DropPending();
            return true;
        },
        null,
        cancellationToken);

    /// <summary>Processes a message of this group. A Commit is applied at once, in the same delta that spends its message key, and drops an own Commit on its way.</summary>
    /// <param name="message">The message.</param>
    /// <param name="accept">Looks at a Commit before it is applied, and may refuse it; without, all valid ones are accepted.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>What became of it. A staged Commit that has been applied is settled: its public half can be read, it need not be disposed of.
    /// One that removes this member changes nothing: the application deletes the group.</returns>
    /// <exception cref="Violations.ProtocolViolationException">A rule is broken; nothing has changed.</exception>
    public Task<ReceiveResult> ReceiveAsync(MlsMessage message, Func<StagedCommit, bool>? accept = null, CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            var result = _group.Receive(message);
            if (result is ReceiveResult.OwnEcho && KeyOf(message) is var echo && _ownProposals.Remove(echo))
            {
                _settled.Add(echo);
            }

            if (result is ReceiveResult.CommitStaged { Staged: var staged })
            {
                Apply(staged, accept);
            }

            return result;
        },
        null,
        cancellationToken);

    /// <summary>Clears the past epochs whose time is over (<see cref="GroupLimits.PastEpochAge"/>), in the store, too. Going on to a new epoch and receiving
    /// a message of a past one do so by themselves; call it where a group may stay idle.</summary>
    public Task ForgetPastEpochsAsync(CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            _group.ForgetPastEpochs();
            return true;
        },
        null,
        cancellationToken);

    /// <summary>Deletes the group from the store and from memory: when this member has been removed, or leaves.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            using var delta = _records.Erase(_group.Services.Crypto);
            _ended = true;
            await _store.CommitAsync(delta, cancellationToken);
            ClearMemory();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Clears the secrets in memory; the store keeps its own. Not while an operation runs.</summary>
    public void Dispose()
    {
        _ended = true;
        ClearMemory();
        _turn.Dispose();
    }

    /// <summary>Whether nothing more can be done with this object: the group was deleted, or an operation has left memory ahead of the store. One that still runs has not ended it yet.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    internal bool HasEnded()
    {
        if (!_turn.Wait(0))
        {
            return false;
        }

        var ended = _ended;
        _turn.Release();
        return ended;
    }

    /// <summary>Lends the group, in its turn, to something that changes nothing in it: the founding or joining of a group that goes on from it.</summary>
    internal async Task<T> LendAsync<T>(Func<Group, T> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            return use(_group);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A snapshot of the whole state in memory, for comparisons.</summary>
    internal byte[] Octets()
    {
        using var writer = new TlsWriter();
        GroupSnapshot.Write(writer, _group);
        return writer.ToArray();
    }

    private static async Task<StoredGroup> StartAsync(Group group, MlsMessage? joining, IGroupStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var present = await store.LoadAsync(cancellationToken);
        if (present.Count > 0)
        {
            throw new InvalidOperationException("the store holds a group");
        }

        var stored = new StoredGroup(store, new LoadedGroup(group, new GroupRecords(new RecordMirror()), null, joining, []));
        await stored.RunAsync(() => true, null, cancellationToken, whileJoining: true);
        return stored;
    }

    /// <summary>One operation: change in memory, one delta, then the result. What throws before the delta has changed nothing.</summary>
    private async Task<T> RunAsync<T>(Func<T> operation, Func<T, MlsMessage>? sent, CancellationToken cancellationToken, bool whileJoining = false)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (Joining is not null && !whileJoining)
            {
                throw new InvalidOperationException("the external Commit has not been accepted yet");
            }

            if (_removed)
            {
                throw new InvalidOperationException("this member has been removed: delete the group");
            }

            var result = operation();
            if (_removed)
            {
                return result;
            }

            // Until the delta is stored, memory is ahead of the store: whatever goes wrong now ends this object.
            _ended = true;
            var lastSent = sent is null ? default : MessageHash.Of(_group.Services.Crypto, sent(result));
            using var delta = _records.Write(_group, lastSent, WriteOthers);
            if (!delta.IsEmpty)
            {
                await _store.CommitAsync(delta, cancellationToken);
            }

            _ended = false;
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Apply(StagedCommit staged, Func<StagedCommit, bool>? accept)
    {
        if (staged.RemovesSelf)
        {
            // Not stored: after a restart the same Commit says so again.
            _removed = true;
            return;
        }

        // Where the application throws, the Commit's key is spent in memory but not in the store.
        _ended = true;
        var accepted = accept?.Invoke(staged) ?? true;
        _ended = false;
        if (accepted)
        {
            _group.Apply(staged);
            DropPending();
        }

        staged.Dispose();
    }

    private void DropPending()
    {
        _pending?.Dispose();
        _pending = null;
    }

    private MlsMessage Noted(MlsMessage proposal)
    {
        // The same proposal once more is the same message.
        _ownProposals[KeyOf(proposal)] = proposal;
        return proposal;
    }

    private OpaqueBytes KeyOf(MlsMessage message) =>
        RecordKeys.Of(RecordTag.OwnProposal, Epoch.Value, MessageHash.Of(_group.Services.Crypto, message).Span);

    private void WriteOthers(DeltaWriter delta)
    {
        var pending = RecordKeys.Of(RecordTag.Pending);
        if (_pending is null)
        {
            delta.Delete(pending);
        }
        else if (!delta.Mirror.Has(pending))
        {
            delta.Put(pending, writer => GroupSnapshot.WritePending(writer, _pending));
        }

        var joining = RecordKeys.Of(RecordTag.Joining);
        if (Joining is null)
        {
            delta.Delete(joining);
        }
        else
        {
            delta.Put(joining, Joining.Write);
        }

        foreach (var past in _ownProposals.Keys.Where(key => RecordKeys.EpochOf(key) != Epoch.Value).ToList())
        {
            _ownProposals.Remove(past);
        }

        _settled.ForEach(delta.Delete);
        _settled.Clear();

        foreach (var (key, proposal) in _ownProposals.Where(own => !delta.Mirror.Has(own.Key)))
        {
            delta.Put(key, proposal.Write);
        }
    }

    private void ClearMemory()
    {
        _pending?.Dispose();
        _group.Dispose();
    }
}
