using System.Text;
using Mls.Core.Authentication;
using Mls.Core.Clients;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using Mls.Crypto;

// What clients need from outside: primitives, chance, the clock, and somebody who vouches for keys.
var crypto = new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!;
var random = new SystemRandom();
var register = new Register();
var services = new GroupServices(crypto, random, TimeProvider.System, register);

// Two clients. One that is to survive its process lives in a FileClientStore, or in your database.
using var aliceStore = new InMemoryClientStore();
using var bobStore = new InMemoryClientStore();
using var alice = await NewClient("alice", aliceStore);
using var bobBefore = await NewClient("bob", bobStore);

// Bob publishes KeyPackages, so that others can add him while he is away.
var published = new Queue<byte[]>();
await bobBefore.PublishAsync((packages, _) =>
{
    foreach (var package in packages)
    {
        published.Enqueue(Tls.Encode<MlsMessage>(new MlsMessage.OfKeyPackage(package)));
    }

    return Task.CompletedTask;
});

// Alice creates a group and adds him. Once the delivery service has accepted the Commit, she confirms it and the Welcome leaves.
var group = await alice.CreateGroupAsync();
var fetched = ((MlsMessage.OfKeyPackage)Tls.Decode<MlsMessage>(published.Dequeue())).KeyPackage;
var commit = await group.CommitAsync(new CommitOptions { Proposals = [new Proposal.Add(fetched)], TreeInWelcome = true });
await group.ConfirmAsync();
var welcome = Tls.Encode<MlsMessage>(new MlsMessage.OfWelcome(commit.Welcome!));

// Whatever arrives at a client goes to ReceiveAsync; the Welcome makes Bob a member.
await bobBefore.ReceiveAsync(welcome);

// Bob's program ends and starts again: everything is in his store.
bobBefore.Dispose();
using var bob = await MlsClient.LoadAsync(services, bobStore) ?? throw new InvalidOperationException("the store is empty");
var octets = Tls.Encode(await group.ProtectAsync("hello"u8.ToArray()));
if (await bob.ReceiveAsync(octets) is not Received.InGroup { Group: var bobs, Result: ReceiveResult.Application message })
{
    throw new InvalidOperationException("not a message");
}

var agree = group.EpochAuthenticator.FixedTimeEquals(bobs.EpochAuthenticator);
Console.WriteLine($"epoch {bobs.Epoch}, {bobs.Public.Tree.Members} members, agreement {agree}, {octets.Length} octets: {Encoding.UTF8.GetString(message.Data.Span)}");
return agree ? 0 : 1;

async Task<MlsClient> NewClient(string name, IClientStore store)
{
    using var key = crypto.GenerateSignatureKey(random);
    register.Enrol(name, key.PublicKey);
    var identity = new ClientIdentity(new Credential.Basic(OpaqueBytes.FromText(name)), Capabilities.Minimal(crypto.Suite), ExtensionList.Empty);
    return await MlsClient.CreateAsync(services, identity, key, store);
}

/// <summary>An authentication service that knows one key for each name.</summary>
internal sealed class Register : IAuthenticationService
{
    private readonly Dictionary<OpaqueBytes, SignaturePublicKey> _keys = [];

    public void Enrol(string name, SignaturePublicKey key) => _keys[OpaqueBytes.FromText(name)] = key;

    public bool IsValid(Credential credential, SignaturePublicKey key) =>
        credential is Credential.Basic { Identity: var name } && _keys.TryGetValue(name, out var known) && known == key;

    public bool IsSuccessor(LeafNode present, LeafNode next) => present.Credential == next.Credential;
}
