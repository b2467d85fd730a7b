using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Storage;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>One client of one suite: its identity and signature key, its KeyPackages and its groups, in one store. Whoever needs another suite opens another client.</summary>
/// <remarks>Safe for use by several threads. What changes the client itself waits its turn; groups work beside one another. When the store throws while the client itself changes,
/// nobody knows which of two states it holds: the object then refuses all further work, and the client is loaded again, which completes or undoes what was under way.
/// When the store throws while a group changes, that group is loaded again when it is next asked for.</remarks>
public sealed class MlsClient : IDisposable
{
    private const int GroupIdLength = 16;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GroupServices _services;
    private readonly ClientOptions _options;
    private readonly ClientRecords _records;
    private readonly KeyPackageStock _stock;
    private readonly ClientGroups _groups;
    private volatile StoredIdentity _identity;

    private MlsClient(GroupServices services, IClientStore store, ClientOptions options, StoredIdentity identity, StoredClient? stored)
    {
        _services = services with { IsMemberOf = group => _groups!.Contains(group) || services.IsMemberOf(group) };
        _options = options;
        _identity = identity;
        _records = stored?.Records ?? new ClientRecords(services.Crypto.Suite, store.Part(ClientRecords.Part));
        _stock = new KeyPackageStock(_services, options, _records, stored?.KeyPackages ?? []);
        _groups = new ClientGroups(_services, store, _records, _stock, stored?.Groups ?? []);
    }

    /// <summary>What the client's leaves say about it.</summary>
    public ClientIdentity Identity => _identity.Identity;

    /// <summary>The public half of the client's signature key.</summary>
    public Crypto.SignaturePublicKey SignatureKey => _identity.SignatureKey.PublicKey;

    /// <summary>The groups that the client is in, or is about to enter by external Commit.</summary>
    public IReadOnlyCollection<GroupId> Groups => _groups.Ids;

    /// <summary>Stores a new client.</summary>
    /// <param name="services">What its groups need from outside; the randomness is shared by threads.</param>
    /// <param name="identity">What its leaves say about it.</param>
    /// <param name="signatureKey">Its signature key, lent: the client stores a copy.</param>
    /// <param name="store">An empty store.</param>
    /// <param name="options">About KeyPackages.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="ArgumentException">The identity does not list the suite, or options do not fit together.</exception>
    /// <exception cref="InvalidOperationException">The store holds a client.</exception>
    public static async Task<MlsClient> CreateAsync(
        GroupServices services, ClientIdentity identity, SignaturePrivateKey signatureKey, IClientStore store, ClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signatureKey);
        ArgumentNullException.ThrowIfNull(store);
        RequireSuite(services, identity);
        var settings = ClientOptions.Checked(options);
        using (var present = await StoredClient.ReadAsync(services.Crypto, store.Part(ClientRecords.Part), cancellationToken))
        {
            if (present is not null)
            {
                throw new InvalidOperationException("the store holds a client: load it");
            }
        }

        var client = new MlsClient(services, store, settings, new StoredIdentity(identity, signatureKey.Copy()), null);
        client._records.Put(client._identity);
        await client.OrDisposeAsync(() => client._records.CommitAsync(cancellationToken));
        return client;
    }

    /// <summary>The client that a store holds; <see langword="null"/> where the store is empty. Completes or undoes what a crash has interrupted.</summary>
    /// <param name="services">What its groups need from outside: the same kind as before.</param>
    /// <param name="store">The store.</param>
    /// <param name="options">About KeyPackages; they are not stored.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="MalformedException">A record is damaged, missing or left over.</exception>
    /// <exception cref="ArgumentException">The services are of another suite than the client, or options do not fit together.</exception>
    public static async Task<MlsClient?> LoadAsync(GroupServices services, IClientStore store, ClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        var settings = ClientOptions.Checked(options);
        var stored = await StoredClient.ReadAsync(services.Crypto, store.Part(ClientRecords.Part), cancellationToken);
        if (stored is null)
        {
            return null;
        }

        var client = new MlsClient(services, store, settings, stored.Identity!, stored);
        await client.OrDisposeAsync(() => client._groups.RecoverAsync(cancellationToken));
        return client;
    }

    /// <summary>Takes another credential, other capabilities or another signature key, from here on: for new groups and new KeyPackages. Those that are published are replaced by the next
    /// <see cref="PublishAsync"/>; leaves in groups stay as they are.</summary>
    /// <param name="identity">What new leaves say.</param>
    /// <param name="signatureKey">The signature key, lent: the client stores a copy.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="ArgumentException">The identity does not list the suite.</exception>
    public Task ChangeIdentityAsync(ClientIdentity identity, SignaturePrivateKey signatureKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signatureKey);
        RequireSuite(_services, identity);
        return RunAsync(
            async () =>
            {
                var before = _identity;
                _identity = new StoredIdentity(identity, signatureKey.Copy());
                before.Dispose();
                _records.Put(_identity);
                _stock.Outdate();
                return await CommitAsync(true, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Brings the stock of KeyPackages to its number, deletes those that have expired, and has published what is new. Call it when a mailbox has been emptied: what has expired can no
    /// longer be joined with. Where publishing fails or the program ends, the same KeyPackages are published by the next call.</summary>
    /// <param name="publish">Hands KeyPackages to the delivery service, which tells one of last resort by <see cref="KeyPackage.IsLastResort"/> and drops what it has already; not called where nothing is new.</param>
    /// <param name="remaining">How many the delivery service has left of those for one use, where it tells. Otherwise what was published and never used counts until it expires.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    public async Task PublishAsync(Func<IReadOnlyList<KeyPackage>, CancellationToken, Task> publish, int? remaining = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(publish);
        if (remaining is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(remaining), remaining, "a number of KeyPackages is not negative");
        }

        var (names, packages) = await RunAsync(
            async () =>
            {
                var names = _stock.Refill(_identity, remaining);
                return await CommitAsync((names, names.Select(name => _stock.Get(name)!).ToList()), cancellationToken);
            },
            cancellationToken);
        if (names.Count == 0)
        {
            return;
        }

        await publish(packages, cancellationToken);
        await RunAsync(
            () =>
            {
                foreach (var name in names)
                {
                    _stock.Published(name);
                }

                return CommitAsync(true, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Creates a group of this client alone and stores it.</summary>
    /// <param name="groupId">Its id, never used before; where it is missing, 16 random octets.</param>
    /// <param name="extensions">Extensions of its GroupContext.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The group, lent: the client disposes of it.</returns>
    /// <exception cref="ArgumentException">The client is in a group of that id.</exception>
    /// <exception cref="ProtocolViolationException">An extension breaks a rule.</exception>
    public Task<StoredGroup> CreateGroupAsync(GroupId? groupId = null, ExtensionList? extensions = null, CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            var id = Free(groupId);
            var lifetime = Lifetime.Starting(_services.Clock, _options.Lifetime);
            var group = GroupCreator.Create(_services, id, extensions ?? ExtensionList.Empty, Identity, lifetime, _identity.SignatureKey);
            return _groups.EnterAsync(new GroupEntry(id, GroupStanding.Entering, default, default), group, cancellationToken);
        },
        cancellationToken);

    /// <summary>Joins by a Welcome and stores the group; then the KeyPackage is deleted, unless it is one of last resort. The same Welcome again gives the same group.</summary>
    /// <param name="welcome">The Welcome.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The group, lent: the client disposes of it.</returns>
    /// <exception cref="ProtocolViolationException">A rule is broken, or the Welcome is for none of the client's KeyPackages; nothing has changed.</exception>
    /// <exception cref="MalformedException">What opens does not decode; nothing has changed.</exception>
    public Task<StoredGroup> JoinAsync(Welcome welcome, RatchetTree? tree = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(welcome);
        return RunAsync(
            async () => await _groups.JoinAsync(welcome, tree, cancellationToken) ?? throw new ProtocolViolationException(WelcomeViolations.WelcomeNotForKeyPackage),
            cancellationToken);
    }

    /// <summary>Joins by external Commit (RFC 9420, section 12.4.3.2) and stores the group, whose <see cref="StoredGroup.Joining"/> may be sent then and is confirmed when it has been accepted.
    /// When it is refused, forget the group.</summary>
    /// <param name="info">A GroupInfo with external_pub.</param>
    /// <param name="tree">The ratchet tree, where the GroupInfo does not carry it.</param>
    /// <param name="resync">The client's own former leaf, to be removed: forget what is left of the group first.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The group, lent: the client disposes of it.</returns>
    /// <exception cref="ProtocolViolationException">A rule is broken, or the client is in the group; nothing has changed.</exception>
    /// <exception cref="MalformedException">An extension does not decode.</exception>
    public Task<StoredGroup> JoinExternallyAsync(GroupInfo info, RatchetTree? tree = null, LeafIndex? resync = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        return RunAsync(
            async () =>
            {
                Rule.Require(!_services.IsMemberOf(info.Context.GroupId), WelcomeViolations.GroupIdInUse);
                using var join = ExternalJoiner.Join(_services, info, tree, Identity, _identity.SignatureKey, resync, []);
                var entry = new GroupEntry(info.Context.GroupId, GroupStanding.Entering, default, default);
                return await _groups.EnterAsync(entry, part => StoredGroup.JoinAsync(join, part, cancellationToken), cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Founds a subgroup (RFC 9420, section 11.3) and stores it. Its Welcome is not stored: where the program ends before that has left, forget the group and found another.</summary>
    /// <param name="main">The main group, which goes on as it is.</param>
    /// <param name="members">A KeyPackage of each other member of the subgroup.</param>
    /// <param name="groupId">Its id, never used before; where it is missing, 16 random octets.</param>
    /// <param name="extensions">Extensions of its GroupContext.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="ArgumentException">The client is not in the main group, or in one of the new id.</exception>
    /// <exception cref="ProtocolViolationException">Somebody is no member of the main group, or a KeyPackage breaks a rule.</exception>
    public Task<StoredFounding> BranchAsync(
        GroupId main, ValueList<KeyPackage> members, GroupId? groupId = null, ExtensionList? extensions = null, CancellationToken cancellationToken = default) => FoundAsync(
        main,
        group => SubgroupBranching.Create(group, new NextGroup(Free(groupId), extensions ?? ExtensionList.Empty), Founding(members), _identity.SignatureKey),
        cancellationToken);

    /// <summary>Founds the group that follows one which a ReInit has ended (RFC 9420, section 11.2) and stores it. Its Welcome is not stored: where the program ends before that has left,
    /// forget the new group and found it again. The old one stays until it is forgotten; joiners need it.</summary>
    /// <param name="ended">The group that has ended.</param>
    /// <param name="members">A KeyPackage of each other member.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="ArgumentException">The client is not in that group, or in one of the new id, or the ReInit states another suite.</exception>
    /// <exception cref="InvalidOperationException">No ReInit has ended the group.</exception>
    /// <exception cref="ProtocolViolationException">The members are not the same, or a KeyPackage breaks a rule.</exception>
    public Task<StoredFounding> ReinitializeAsync(GroupId ended, ValueList<KeyPackage> members, CancellationToken cancellationToken = default) => FoundAsync(
        ended,
        group =>
        {
            if (group.Public.ClosedBy is { } reInit)
            {
                Free(reInit.GroupId);
            }

            return Reinitialization.Create(group, _services, Founding(members), _identity.SignatureKey);
        },
        cancellationToken);

    /// <summary>A group that the client is in; <see langword="null"/> where it is not.</summary>
    /// <returns>The group, lent: the same object for everybody, until the client disposes of it.</returns>
    /// <exception cref="MalformedException">What is stored of the group is damaged. Forget it and join again.</exception>
    public Task<StoredGroup?> FindGroupAsync(GroupId groupId, CancellationToken cancellationToken = default) =>
        RunAsync(() => _groups.FindAsync(groupId, cancellationToken), cancellationToken);

    /// <summary>Processes an MLSMessage: one of a group goes to that group, a Welcome with its tree joins.</summary>
    /// <param name="octets">The encoded message.</param>
    /// <param name="accept">Looks at a Commit before it is applied, and may refuse it.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="MalformedException">The octets are no MLSMessage; nothing has changed.</exception>
    /// <exception cref="ProtocolViolationException">A rule is broken; nothing has changed.</exception>
    public async Task<Received> ReceiveAsync(ReadOnlyMemory<byte> octets, Func<StagedCommit, bool>? accept = null, CancellationToken cancellationToken = default)
    {
        var message = Tls.Decode<MlsMessage>(octets.Span);
        switch (message)
        {
            case MlsMessage.OfPrivateMessage { Message: var sealedMessage }:
                return await ReceiveAsync(sealedMessage.GroupId, message, accept, cancellationToken);
            case MlsMessage.OfPublicMessage { Message: var open }:
                return await ReceiveAsync(open.Content.GroupId, message, accept, cancellationToken);
            case MlsMessage.OfWelcome { Welcome: var welcome }:
                var joined = await RunAsync(() => _groups.JoinAsync(welcome, null, cancellationToken), cancellationToken);
                return joined is null ? new Received.UnknownKeyPackage() : new Received.Joined(joined);
            default:
                return new Received.ForApplication(message);
        }
    }

    /// <summary>Proposes to leave (RFC 9420, section 12.1.3): another member commits it, since nobody commits the own removal. When that Commit arrives, forget the group.</summary>
    /// <returns>The proposal, to be sent.</returns>
    /// <exception cref="ArgumentException">The client is not in that group.</exception>
    public async Task<MlsMessage> LeaveGroupAsync(GroupId groupId, WireFormat format = WireFormat.PublicMessage, CancellationToken cancellationToken = default)
    {
        var group = await FindGroupAsync(groupId, cancellationToken) ?? throw NotIn(groupId, nameof(groupId));
        return await group.ProposeAsync(new Proposal.Remove(group.OwnLeaf), format, cancellationToken);
    }

    /// <summary>Deletes a group from the store and from memory, whatever state it is in: this client has been removed, its external Commit was refused, or the group is to be joined anew.
    /// Others learn nothing of it. Where the client is not in the group, nothing happens.</summary>
    public Task ForgetGroupAsync(GroupId groupId, CancellationToken cancellationToken = default) => RunAsync(() => _groups.ForgetAsync(groupId, cancellationToken), cancellationToken);

    /// <summary>Clears the secrets in memory, those of the groups as well; the store keeps its own. Not while an operation runs.</summary>
    public void Dispose()
    {
        _groups.Dispose();
        _stock.Dispose();
        _records.Dispose();
        _identity.Dispose();
        _turn.Dispose();
    }

    private static void RequireSuite(GroupServices services, ClientIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(identity);
        if (!identity.Capabilities.Supports(ProtocolVersion.Mls10, services.Crypto.Suite))
        {
            throw new ArgumentException($"the identity's capabilities do not list version {ProtocolVersion.Mls10} and suite {services.Crypto.Suite} of the services", nameof(identity));
        }
    }

    private static ArgumentException NotIn(GroupId group, string name) => new($"the client is not in group {group}", name);

    private async Task OrDisposeAsync(Func<Task> start)
    {
        try
        {
            await start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A group that goes on from another, of which the client has to be a member.</summary>
    private Task<StoredFounding> FoundAsync(GroupId origin, Func<Group, FoundedGroup> found, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var group = await _groups.FindAsync(origin, cancellationToken) ?? throw NotIn(origin, nameof(origin));
            var (next, commit, welcome) = await group.LendAsync(found, cancellationToken);
            return new StoredFounding(await _groups.EnterAsync(new GroupEntry(next.GroupId, GroupStanding.Entering, default, default), next, cancellationToken), commit, welcome);
        },
        cancellationToken);

    private Founding Founding(ValueList<KeyPackage> members) => new(Identity, Lifetime.Starting(_services.Clock, _options.Lifetime), members) { TreeInWelcome = true };

    private GroupId Free(GroupId? groupId)
    {
        var id = groupId ?? RandomGroupId();
        return _services.IsMemberOf(id) ? throw new ArgumentException($"the client is in group {id}", nameof(groupId)) : id;
    }

    private async Task<Received> ReceiveAsync(GroupId groupId, MlsMessage message, Func<StagedCommit, bool>? accept, CancellationToken cancellationToken)
    {
        var group = await FindGroupAsync(groupId, cancellationToken);
        return group switch
        {
            null => new Received.UnknownGroup(groupId),
            { Joining: { } joining } => joining.Equals(message) ? new Received.InGroup(group, new ReceiveResult.OwnEcho()) : new Received.NotYetMember(group),
            _ => new Received.InGroup(group, await group.ReceiveAsync(message, accept, cancellationToken)),
        };
    }

    private GroupId RandomGroupId()
    {
        var octets = new byte[GroupIdLength];
        _services.Random.Fill(octets);
        return new GroupId(OpaqueBytes.Own(octets));
    }

    private Task<T> CommitAsync<T>(T result, CancellationToken cancellationToken) => _records.ChangeAsync(async () =>
    {
        await _records.CommitAsync(cancellationToken);
        return result;
    });

    private async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_records.IsTorn, this);
            return await operation();
        }
        finally
        {
            _turn.Release();
        }
    }
}
