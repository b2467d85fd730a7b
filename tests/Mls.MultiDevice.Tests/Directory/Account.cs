using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice.Directory;
using TestKit;

namespace Mls.MultiDevice.Tests.Directory;

/// <summary>The logs of some users in a directory, and keys made from names.</summary>
internal sealed class Account
{
    public const string User = "alice";

    public const long Grace = 1000;

    public Account() => Directory = new AuthenticationDirectory(Suites.One, Log, Grace);

    public FakeLog Log { get; } = new();

    public AuthenticationDirectory Directory { get; }

    /// <summary>The same key for the same name, always.</summary>
    public static SignaturePrivateKey Key(string name) => Suites.One.GenerateSignatureKey(new SeededRandom(1, name, "key"));

    public static SignaturePublicKey Public(string name)
    {
        using var key = Key(name);
        return key.PublicKey;
    }

    public static DirectoryRecord Record(DirectoryStatement statement, string signer, string user = User)
    {
        using var key = Key(signer);
        return DirectoryRecord.Sign(Suites.One, user, statement, key);
    }

    public static Credential CredentialOf(string user) => new Credential.Basic(UserId.Of(user));

    public static LeafNode Leaf(string key, string user = User, string? encryption = null) => new(
        new HpkePublicKey(OpaqueBytes.FromText(encryption ?? key)),
        Public(key),
        CredentialOf(user),
        Capabilities.Minimal(Suites.One.Suite),
        new LeafNodeSource.Update(),
        ExtensionList.Empty,
        default);

    /// <summary>A device whose key is made from its name.</summary>
    public Account Device(long at, string device, string sponsor, string user = User) =>
        Append(at, new DirectoryStatement.DeviceKey(device, Public(device)), sponsor, user);

    /// <summary>The epoch's number is its tag, where no other is given.</summary>
    public Account LeafKey(long at, string key, ulong tag, string certifier, string user = User, ulong? epoch = null) =>
        Append(at, new DirectoryStatement.LeafKey(Public(key), tag, epoch ?? tag), certifier, user);

    public Account Revoke(long at, string device, string by, ulong nextTag = 0, string user = User, ulong? nextEpoch = null) =>
        Append(at, new DirectoryStatement.RevokeDevice(device, nextTag, nextEpoch ?? nextTag), by, user);

    public Account Suspend(long at, string device, string by, string user = User) => Append(at, new DirectoryStatement.SuspendDevice(device), by, user);

    public bool WasValid(string key, long now, long accepted, bool isLate = false) =>
        Directory.Following(now, accepted, isLate).IsValid(CredentialOf(User), Public(key));

    public Account Append(long at, DirectoryStatement statement, string signer, string user = User)
    {
        Log.Append(user, at, Record(statement, signer, user));
        return this;
    }

    public bool IsValid(string key, long now, string user = User) => Directory.At(now).IsValid(CredentialOf(user), Public(key));
}
