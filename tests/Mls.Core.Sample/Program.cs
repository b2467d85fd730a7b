using System.Text;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Sample;
using Mls.Core.Schedule;
using Mls.Core.Storage;
using Mls.Core.Wire;
using Mls.Crypto;

// The whole of a small life, on the library alone: two members, a message, and a group that goes on from where it is stored.
var crypto = new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!;
var random = new SystemRandom();
using var aliceKey = crypto.GenerateSignatureKey(random);
using var bobKey = crypto.GenerateSignatureKey(random);
var register = new Register(new Dictionary<string, SignaturePublicKey>(StringComparer.Ordinal) { ["alice"] = aliceKey.PublicKey, ["bob"] = bobKey.PublicKey });
var services = new GroupServices(crypto, random, TimeProvider.System, register);
var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
var lifetime = new Lifetime(now - 3600, now + (90 * 24 * 3600));

using var bobPackage = KeyPackageFactory.Create(crypto, random, Identity("bob"), lifetime, bobKey);
using var aliceStore = new InMemoryGroupStore();
using var bobStore = new InMemoryGroupStore();
using var alice = await StoredGroup.CreateAsync(
    GroupCreator.Create(services, new GroupId(OpaqueBytes.FromText("sample")), ExtensionList.Empty, Identity("alice"), lifetime, aliceKey), aliceStore);
var commit = await alice.CommitAsync(new CommitOptions { Proposals = [new Proposal.Add(bobPackage.KeyPackage)], TreeInWelcome = true });
await alice.ConfirmAsync();
using (await StoredGroup.CreateAsync(WelcomeReceiver.Join(services, commit.Welcome!, bobPackage, null), bobStore))
{
    // Bob's program ends here, and starts again below.
}

using var bob = await StoredGroup.LoadAsync(services, bobStore) ?? throw new InvalidOperationException("the store is empty");
var wire = Tls.Encode(await alice.ProtectAsync("hello"u8.ToArray()));
var received = await bob.ReceiveAsync(Tls.Decode<MlsMessage>(wire)) as ReceiveResult.Application
    ?? throw new InvalidOperationException("not an application message");
var agree = alice.EpochAuthenticator.FixedTimeEquals(bob.EpochAuthenticator);
Console.WriteLine($"epoch {bob.Epoch}, {bob.Public.Tree.Members} members, agreement {agree}, {wire.Length} octets: {Encoding.UTF8.GetString(received.Data.Span)}");
return agree ? 0 : 1;

ClientIdentity Identity(string name) => new(new Credential.Basic(OpaqueBytes.FromText(name)), Capabilities.Minimal(crypto.Suite), ExtensionList.Empty);
