using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Mls.Core.Authentication;
using Mls.Core.Clients;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Storage;
using Mls.Core.Tests.Storage;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Library;

/// <summary>The snippets of docs/library.md after its program, run from top to bottom. What stands between the markers is in the document, word for word.</summary>
public sealed class LibrarySnippets : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task The_snippets_of_the_document_run_and_do_what_it_says() => Life();

    private async Task Life()
    {
        // snippet: services
        var crypto = new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!;
        var random = new SystemRandom();
        var register = new Register();
        var services = new GroupServices(crypto, random, TimeProvider.System, register);
        // end

        // snippet: identity
        using var aliceKey = crypto.GenerateSignatureKey(random);
        register.Enrol("alice", aliceKey.PublicKey);
        var alice = new ClientIdentity(
            new Credential.Basic(OpaqueBytes.FromText("alice")), Capabilities.Minimal(crypto.Suite), ExtensionList.Empty);
        // end

        await OfClients(services, register, alice, aliceKey);

        var folder = _folder.Fresh();
        // snippet: create
        var lifetime = Lifetime.Starting(TimeProvider.System, TimeSpan.FromDays(90));
        var store = new FileGroupStore(folder);
        using var group = await StoredGroup.CreateAsync(
            GroupCreator.Create(services, new GroupId(OpaqueBytes.FromText("a name")), ExtensionList.Empty, alice, lifetime, aliceKey), store);
        // end

        using var bobKey = crypto.GenerateSignatureKey(random);
        register.Enrol("bob", bobKey.PublicKey);
        var bob = alice with { Credential = new Credential.Basic(OpaqueBytes.FromText("bob")) };
        // snippet: publish
        using var bobPackage = KeyPackageFactory.Create(crypto, random, bob, lifetime, bobKey);
        var published = Tls.Encode<MlsMessage>(new MlsMessage.OfKeyPackage(bobPackage.KeyPackage));
        // end

        // snippet: add
        var fetched = ((MlsMessage.OfKeyPackage)Tls.Decode<MlsMessage>(published)).KeyPackage;
        var commit = await group.CommitAsync(new CommitOptions { Proposals = [new Proposal.Add(fetched)], TreeInWelcome = true });
        var toGroup = Tls.Encode(commit.Message);
        // The delivery service takes it as the Commit of this epoch:
        await group.ConfirmAsync();
        var toBob = Tls.Encode<MlsMessage>(new MlsMessage.OfWelcome(commit.Welcome!));
        // end
        Assert.NotEmpty(toGroup);

        var bobStore = new InMemoryGroupStore();
        // snippet: join
        var welcome = ((MlsMessage.OfWelcome)Tls.Decode<MlsMessage>(toBob)).Welcome;
        using var bobGroup = await StoredGroup.CreateAsync(WelcomeReceiver.Join(services, welcome, bobPackage, tree: null), bobStore);
        // end

        // snippet: send
        var octets = Tls.Encode(await group.ProtectAsync("hello"u8.ToArray()));
        // end
        Assert.Equal("hello from alice", await Receive(bobGroup, octets));

        // snippet: restore
        group.Dispose();
        using var restored = await StoredGroup.LoadAsync(services, new FileGroupStore(folder))
            ?? throw new InvalidOperationException("no group in this directory");
        // end
        Assert.Equal("hello from alice", await Receive(bobGroup, Tls.Encode(await restored.ProtectAsync("hello"u8.ToArray()))));

        // snippet: update
        var update = await restored.CommitAsync(new CommitOptions());
        // end
        Assert.Equal("epoch 2", await Receive(bobGroup, Tls.Encode(update.Message)));
        await restored.ConfirmAsync();

        await AddedFromOutside(services, register, restored, bobGroup, lifetime);
        await Misbehaved(bobGroup);
        await Ended(restored, bobGroup);
        bobStore.Dispose();
    }

    private async Task OfClients(GroupServices services, Register register, ClientIdentity alice, SignaturePrivateKey aliceKey)
    {
        var folder = _folder.Fresh();
        // snippet: open
        var clientStore = new FileClientStore(folder);
        var client = await MlsClient.LoadAsync(services, clientStore) ?? await MlsClient.CreateAsync(services, alice, aliceKey, clientStore);
        // end

        var uploaded = new List<byte[]>();
        Task UploadAsync(IEnumerable<byte[]> octets, CancellationToken cancellationToken)
        {
            uploaded.AddRange(octets);
            return Task.CompletedTask;
        }

        // snippet: stock
        await client.PublishAsync((packages, cancellationToken) =>
            UploadAsync(packages.Select(package => Tls.Encode<MlsMessage>(new MlsMessage.OfKeyPackage(package))), cancellationToken));
        // end
        Assert.Equal(50, uploaded.Count);

        var container = new ServiceCollection();
        // snippet: container
        container.AddSingleton(_ => client);
        // end
        await using var provider = container.BuildServiceProvider();
        Assert.Same(client, provider.GetRequiredService<MlsClient>());

        using var zoeKey = services.Crypto.GenerateSignatureKey(services.Random);
        register.Enrol("zoe", zoeKey.PublicKey);
        using var zoeStore = new InMemoryClientStore();
        using var zoe = await MlsClient.CreateAsync(services, alice with { Credential = new Credential.Basic(OpaqueBytes.FromText("zoe")) }, zoeKey, zoeStore);
        var group = await zoe.CreateGroupAsync();
        var package = ((MlsMessage.OfKeyPackage)Tls.Decode<MlsMessage>(uploaded.First())).KeyPackage;
        var commit = await group.CommitAsync(new CommitOptions { Proposals = [new Proposal.Add(package)], TreeInWelcome = true });
        var welcome = Tls.Encode<MlsMessage>(new MlsMessage.OfWelcome(commit.Welcome!));

        Assert.Equal("a message for none of our groups: drop it", await Arrived(client, Tls.Encode(commit.Message)));
        await group.ConfirmAsync();
        Assert.Equal($"in group {group.GroupId}", await Arrived(client, welcome));
        Assert.Equal($"Application in {group.GroupId}", await Arrived(client, Tls.Encode(await group.ProtectAsync("hello"u8.ToArray()))));
        Assert.Equal("a Welcome for none of our KeyPackages", await Arrived(zoe, welcome));
        Assert.Equal("a KeyPackage or a GroupInfo", await Arrived(zoe, uploaded.First()));

        var groupId = group.GroupId;
        // snippet: leave
        var leave = await client.LeaveGroupAsync(groupId);
        // Another member commits it. When that Commit has arrived:
        await client.ForgetGroupAsync(groupId);
        // end
        Assert.IsType<ReceiveResult.ProposalStored>(await group.ReceiveAsync(leave));
        await group.CommitAsync(new CommitOptions());
        await group.ConfirmAsync();
        Assert.Empty(client.Groups);

        // snippet: enter
        var info = group.GroupInfo(withTree: true, withExternalPub: true);

        var entered = await client.JoinExternallyAsync(info);
        var external = Tls.Encode(entered.Joining!);
        // The delivery service takes it as the Commit of this epoch:
        await entered.ConfirmAsync();
        // end
        Assert.NotEmpty(external);
    }

    private static async Task AddedFromOutside(GroupServices services, Register register, StoredGroup member, StoredGroup other, Lifetime lifetime)
    {
        using var carolKey = services.Crypto.GenerateSignatureKey(services.Random);
        register.Enrol("carol", carolKey.PublicKey);
        var carol = new ClientIdentity(new Credential.Basic(OpaqueBytes.FromText("carol")), Capabilities.Minimal(services.Crypto.Suite), ExtensionList.Empty);
        using var carolStore = new InMemoryGroupStore();
        Assert.True(lifetime.Contains(services.Clock.GetUtcNow()));

        // snippet: external
        var info = member.GroupInfo(withTree: true, withExternalPub: true);

        using var join = ExternalJoiner.Join(services, info, tree: null, carol, carolKey, resync: null, psks: []);
        using var carolGroup = await StoredGroup.JoinAsync(join, carolStore);
        var external = Tls.Encode(carolGroup.Joining!);
        // The delivery service takes it as the Commit of this epoch:
        await carolGroup.ConfirmAsync();
        // end
        Assert.Equal("epoch 3", await Receive(member, external));
        Assert.Equal("epoch 3", await Receive(other, external));

        // snippet: remove
        var (removed, _) = member.Public.Tree.Leaves().Single(leaf => leaf.Node.Credential == carol.Credential);
        var removal = await member.CommitAsync(new CommitOptions { Proposals = [new Proposal.Remove(removed)] });
        // end
        await member.ConfirmAsync();
        Assert.Equal("removed", await Receive(carolGroup, Tls.Encode(removal.Message)));
        Assert.Empty(await carolStore.LoadAsync(Token));
        Assert.Equal("epoch 4", await Receive(other, Tls.Encode(removal.Message)));

        // snippet: export
        using var key = member.Export("a label of the application"u8, context: [], length: 32);
        // end
        using var same = other.Export("a label of the application"u8, context: [], length: 32);
        Assert.True(key.FixedTimeEquals(same));
    }

    private static async Task Misbehaved(StoredGroup group)
    {
        Assert.Equal("dropped: not MLS", await Receive(group, [0, 1, 0, 9]));
        Assert.Equal("another group", await Receive(group, Tls.Encode<MlsMessage>(await ForeignMessage())));
    }

    private static async Task<MlsMessage> ForeignMessage()
    {
        using var scene = await StorageScene.Create(2);
        return scene.Group[1].Group.Protect("foreign"u8);
    }

    private static async Task Ended(StoredGroup group, StoredGroup other)
    {
        var early = Tls.Encode(await group.ProtectAsync("twice"u8.ToArray()));
        Assert.Equal("twice from alice", await Receive(other, early));
        Assert.Equal("nothing to do", await Receive(other, early));
        Assert.Equal("nothing to do", await Receive(group, early));
        var spoilt = Tls.Encode(await group.ProtectAsync("spoilt"u8.ToArray()));
        spoilt[^1] ^= 1;
        Assert.StartsWith("dropped: ", await Receive(other, spoilt), StringComparison.Ordinal);

        // snippet: pending
        if (group.Pending is { } pending)
        {
            Resend(Tls.Encode(pending.Message));
        }

        foreach (var proposal in group.OwnProposals)
        {
            Resend(Tls.Encode(proposal));
        }

        // end
        static void Resend(byte[] octets) => Assert.NotEmpty(octets);
    }

    // snippet: arrive
    private static async Task<string> Arrived(MlsClient client, byte[] octets) => await client.ReceiveAsync(octets) switch
    {
        Received.InGroup { Group: var group, Result: var result } => $"{result.GetType().Name} in {group.GroupId}",
        Received.Joined { Group: var group } => $"in group {group.GroupId}",
        Received.NotYetMember => "hold it until our external Commit is confirmed",
        Received.UnknownKeyPackage => "a Welcome for none of our KeyPackages",
        Received.UnknownGroup => "a message for none of our groups: drop it",
        Received.ForApplication => "a KeyPackage or a GroupInfo",
        var other => throw new InvalidOperationException($"a result of a later version: {other}"),
    };

    // end

    // snippet: receive
    private static async Task<string> Receive(StoredGroup group, byte[] octets)
    {
        try
        {
            switch (await group.ReceiveAsync(Tls.Decode<MlsMessage>(octets)))
            {
                case ReceiveResult.Application message:
                    var sender = (Credential.Basic)message.SenderNode.Credential;
                    return $"{Encoding.UTF8.GetString(message.Data.Span)} from {Encoding.UTF8.GetString(sender.Identity.Span)}";
                case ReceiveResult.CommitStaged { Staged.RemovesSelf: true }:
                    await group.DeleteAsync();
                    return "removed";
                case ReceiveResult.CommitStaged:
                    return $"epoch {group.Epoch}";
                case ReceiveResult.ProposalStored stored:
                    return $"{stored.Proposal.Type} waits for a Commit";
                case ReceiveResult.OwnEcho or ReceiveResult.Duplicate or ReceiveResult.OldEpoch:
                    return "nothing to do";
                case ReceiveResult.FutureEpoch future:
                    return $"hold it until epoch {future.Epoch}";
                case ReceiveResult.OtherGroup:
                    return "another group";
                case ReceiveResult.AwaitingSibling waiting:
                    return $"hold it: {waiting.Missing}";
                case var other:
                    throw new InvalidOperationException($"a result of a later version: {other}");
            }
        }
        catch (MalformedException)
        {
            return "dropped: not MLS";
        }
        catch (ProtocolViolationException broken)
        {
            return $"dropped: {broken.Violation}";
        }
    }

    // end

    // snippet: authentication
    private sealed class Register : IAuthenticationService
    {
        private readonly Dictionary<OpaqueBytes, SignaturePublicKey> _keys = [];

        public void Enrol(string name, SignaturePublicKey key) => _keys[OpaqueBytes.FromText(name)] = key;

        public bool IsValid(Credential credential, SignaturePublicKey key) =>
            credential is Credential.Basic { Identity: var name } && _keys.TryGetValue(name, out var known) && known == key;

        public bool IsSuccessor(LeafNode present, LeafNode next) => present.Credential == next.Credential;
    }

    // end
}
