using System.Globalization;
using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.Crypto;
using Xunit;

namespace Interop.Tests.Scenarios;

/// <summary>A group whose members are clients of both libraries. Every message goes to all members; after each epoch change all agree and talk.</summary>
internal sealed class MixedGroup : IAsyncDisposable
{
    private readonly NodePeer _peer;
    private readonly ICryptoProvider _crypto;
    private readonly List<Client> _clients = [];
    private readonly List<Client> _members = [];
    private int _texts;

    private MixedGroup(NodePeer peer, ICryptoProvider crypto, string id, WireFormat format)
    {
        _peer = peer;
        _crypto = crypto;
        Id = OpaqueBytes.FromText(id);
        Format = format;
    }

    /// <summary>The group's id.</summary>
    public OpaqueBytes Id { get; }

    /// <summary>How handshake messages travel.</summary>
    public WireFormat Format { get; }

    /// <summary>The members in the order in which they came.</summary>
    public IReadOnlyList<Client> Members => _members;

    /// <summary>Leaves of those who were added and could not join.</summary>
    public int Absent { get; set; }

    /// <summary>The member in that place of the list.</summary>
    public Client this[int index] => _members[index];

    /// <summary>A group of one for each letter of <paramref name="roles"/>, O for ours and T for ts-mls; the first creates it and adds the others.</summary>
    public static async Task<MixedGroup> StartAsync(
        TsMls tsMls, int suite, string roles, WireFormat format = WireFormat.PublicMessage, bool treeInWelcome = true, ExtensionList? extensions = null)
    {
        var peer = tsMls.Peer();
        var crypto = new CryptoProviders().Find(new CipherSuite((ushort)suite))!;
        var group = new MixedGroup(peer, crypto, peer.NewName("group"), format);
        try
        {
            var clients = await group.NewClientsAsync(roles);
            await clients[0].CreateAsync(group.Id, extensions ?? ExtensionList.Empty);
            group._members.Add(clients[0]);
            if (clients.Count > 1)
            {
                await group.AddAsync(group[0], clients[1..], treeInWelcome);
            }

            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>Clients that are not members yet.</summary>
    public async Task<List<Client>> NewClientsAsync(string roles)
    {
        List<Client> made = [];
        foreach (var role in roles)
        {
            Client client = role == 'T'
                ? await TsMlsClient.NewAsync(_peer, _crypto.Suite, _peer.NewName("T"))
                : new OurClient(_crypto, _peer.NewName("O"));
            _clients.Add(client);
            made.Add(client);
        }

        return made;
    }

    /// <summary>Adds clients by value.</summary>
    public async Task AddAsync(Client committer, IReadOnlyList<Client> joining, bool treeInWelcome = true, bool path = true)
    {
        List<Change> adds = [];
        foreach (var client in joining)
        {
            adds.Add(new Change.Add(await client.NewKeyPackageAsync()));
        }

        await CommitAsync(committer, new CommitPlan { Changes = [.. adds], TreeInWelcome = treeInWelcome, Path = path }, [.. joining]);
    }

    /// <summary>Gives an external pre-shared key to all members and to <paramref name="others"/>.</summary>
    public async Task<OpaqueBytes> SharePskAsync(string name, params IEnumerable<Client> others)
    {
        var id = OpaqueBytes.FromText(name);
        foreach (var client in _members.Concat(others))
        {
            await client.AddPskAsync(id, OpaqueBytes.FromText($"the secret of {name}"));
        }

        return id;
    }

    /// <summary>Counts a client among the members from here on.</summary>
    public void Enter(Client client) => _members.Add(client);

    /// <summary>Sends a proposal to all.</summary>
    public async Task ProposeAsync(Client proposer, Change change) => await BroadcastAsync<Incoming.Proposal>(proposer, await proposer.ProposeAsync(change, Format));

    /// <summary>Commits, lets all follow, lets <paramref name="joining"/> join and checks the new epoch.</summary>
    public Task CommitAsync(Client committer, params IReadOnlyList<Client> joining) => CommitAsync(committer, new CommitPlan(), joining);

    /// <summary>Commits, lets all follow, lets <paramref name="joining"/> join and checks the new epoch.</summary>
    public async Task CommitAsync(Client committer, CommitPlan plan, params IReadOnlyList<Client> joining)
    {
        var made = await committer.CommitAsync(plan with { Format = Format });
        await DeliverAsync(committer, made.Message);
        foreach (var client in joining)
        {
            await client.JoinAsync(made.Welcome!.Value, plan.TreeInWelcome ? null : (await committer.ViewAsync()).Tree);
            _members.Add(client);
        }

        await AgreeAndTalkAsync();
    }

    /// <summary>Lets all follow a Commit, its committer last.</summary>
    public async Task DeliverAsync(Client committer, OpaqueBytes commit)
    {
        foreach (var member in _members.Where(member => member != committer).ToList())
        {
            var incoming = await member.ReceiveAsync(commit);
            if (incoming is Incoming.Removed)
            {
                _members.Remove(member);
                continue;
            }

            Assert.IsType<Incoming.Commit>(incoming);
        }

        await committer.AcceptAsync();
    }

    /// <summary>Lets a client join by external Commit on the GroupInfo of a member, or come back in the place of its own leaf.</summary>
    public async Task JoinExternallyAsync(Client client, Client informant, bool treeInGroupInfo = true)
    {
        var isBack = _members.Contains(client);
        var tree = treeInGroupInfo ? (OpaqueBytes?)null : (await informant.ViewAsync()).Tree;
        var commit = await client.JoinExternallyAsync(await informant.GroupInfoAsync(treeInGroupInfo), tree, isBack);
        await DeliverAsync(client, commit);
        if (!isBack)
        {
            _members.Add(client);
        }

        await AgreeAndTalkAsync();
    }

    /// <summary>Fails unless all members are in the same epoch, with the same tree and the same secrets.</summary>
    public async Task<EpochView> AgreeAsync()
    {
        var first = await _members[0].ViewAsync();
        Assert.Equal(first.TreeHash, first.ComputedTreeHash);
        var tree = Tls.Decode<RatchetTree>(first.Tree);
        Assert.Equal((uint)(_members.Count + Absent), tree.Members);
        foreach (var member in _members)
        {
            Assert.Equal(first, await member.ViewAsync());
            var credential = Assert.IsType<Credential.Basic>(tree.Leaf(new LeafIndex(await member.LeafAsync()))!.Credential);
            Assert.Equal(OpaqueBytes.FromText(member.Name), credential.Identity);
        }

        return first;
    }

    /// <summary>Fails unless all members agree and open what others send: all of up to five for suite 1, otherwise one of each library.</summary>
    public async Task AgreeAndTalkAsync()
    {
        await AgreeAsync();
        var all = _crypto.Suite.Value == 1 && _members.Count <= 5;
        foreach (var member in all ? _members : _members.DistinctBy(member => member.IsTsMls))
        {
            await TalkAsync(member);
        }
    }

    /// <summary>The member sends a text and all others open it.</summary>
    public async Task TalkAsync(Client sender)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{sender.Name} says {_texts++}");
        await OpenAsync(sender, await sender.ProtectAsync(text), text);
    }

    /// <summary>All but the sender open a message and read <paramref name="text"/>.</summary>
    public async Task OpenAsync(Client sender, OpaqueBytes message, string text)
    {
        foreach (var member in _members.Where(member => member != sender))
        {
            Assert.Equal(new Incoming.Application(text), await member.ReceiveAsync(message));
        }
    }

    /// <summary>All but the sender refuse a message.</summary>
    public async Task RefuseAsync(Client sender, OpaqueBytes message)
    {
        foreach (var member in _members.Where(member => member != sender))
        {
            await Assert.ThrowsAsync<RefusedException>(() => member.ReceiveAsync(message));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>All but the sender receive a message and take it for a <typeparamref name="T"/>.</summary>
    public async Task BroadcastAsync<T>(Client sender, OpaqueBytes message)
        where T : Incoming
    {
        foreach (var member in _members.Where(member => member != sender))
        {
            Assert.IsType<T>(await member.ReceiveAsync(message));
        }
    }
}
