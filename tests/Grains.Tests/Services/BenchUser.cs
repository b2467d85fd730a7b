using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient.TreeRoot;
using TestKit;

namespace Grains.Tests.Services;

/// <summary>User "ua" with a real user group of devices d1, d2 and so on, who is one leaf of a real group of which "ub/d1" is the other member. Tag of user-group epoch e: 100 + e.</summary>
internal sealed class BenchUser : IDisposable
{
    public const string Group = "g:shared";
    public const string First = "ua/d1";
    public const string Second = "ua/d2";

    private readonly TaggedLeafKeys _keys = new() { Tag = 100 };
    private readonly Dictionary<string, KeyPackageBundle> _packages = [];

    public BenchUser(ServiceBench bench, bool tagOvertakes = false)
    {
        Bench = bench;
        UserGroup = TestGroup.Create(new TestClient("d1"), "user group");
        bench.Tell(First, new UserMail.Enroll(string.Empty, default, default));
        if (tagOvertakes)
        {
            Reach(First, 0);
        }

        bench.Tell(First, new UserMail.FoundUserGroup(Info(UserGroup[0].Group)));
        if (!tagOvertakes)
        {
            Reach(First, 0);
        }

        Publish(First, 0);
        bench.Enroll("ub/d1");
        Shared = TestGroup.Create(Client(), Group);
        var info = Info(Shared[0].Group);
        var pending = Shared.Add(0, new TestClient("B", capabilities: Capable));
        var welcome = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome!));
        bench.Tell(First, new UserMail.RelayCreateGroup(info, "ua", new CommitSubmission(Group, Tls.EncodeOpaque(pending.Message), welcome, ["ub/d1"], 0)));
    }

    private static Capabilities Capable => Capabilities.Minimal(Suites.One.Suite) with { Extensions = [LeafRef.Type] };

    public ServiceBench Bench { get; }

    /// <summary>The user group; its members are in the order d1, d2.</summary>
    public TestGroup UserGroup { get; }

    /// <summary>The other group; member 0 is the user, member 1 is B.</summary>
    public TestGroup Shared { get; }

    /// <summary>Obligations open, by what the outside has seen.</summary>
    public long Open => Bench.Count<Observation.ObligationOpened>() - Bench.Count<Observation.ObligationSettled>();

    public void Reach(string device, ulong epoch) => Bench.Tell(device, new UserMail.ReachedEpoch(epoch, 100 + epoch));

    public List<OpaqueBytes> Publish(string device, ulong epoch, ulong obligation = 0, int count = 4)
    {
        using var client = Client();
        var packages = new List<OpaqueBytes>();
        for (var i = 0; i < count; i++)
        {
            using var bundle = KeyPackageFactory.CreateFrom(
                Suites.One, client.Identity, Lifetime.Eternal, Key(client), Key(client), client.Signer.Copy(), new ExtensionList([new LeafRef(100 + epoch, 0, 0).ToExtension()]));
            packages.Add(Tls.EncodeOpaque(bundle.KeyPackage));
        }

        Bench.Tell(device, new UserMail.Publish(packages.ToValueList(), default, "ua", obligation));
        return packages;
    }

    /// <summary>d2 asks to come in.</summary>
    public void Enroll()
    {
        using var client = new TestClient("d2");
        var bundle = client.NewKeyPackage();
        _packages.Add(Second, bundle);
        Bench.Tell(Second, new UserMail.Enroll(First, [1, 2, 3], Tls.EncodeOpaque(bundle.KeyPackage)));
    }

    /// <summary>d1 adds d2 with a bundle for all groups, or without one.</summary>
    public void AddSecond(bool withBundle)
    {
        var client = new TestClient("d2");
        var bundle = client.NewKeyPackage();
        var options = new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] };
        var pending = UserGroup.Commit(0, options, [(client, bundle)]);
        var epoch = UserGroup[0].Group.Epoch.Value;
        ValueList<CommitSubmission> commits = withBundle ? [Rotation(epoch, 0)] : [];
        var welcome = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome!));
        Bench.Tell(First, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(pending.Message), welcome, [Second], [], "add-device", commits));
    }

    /// <summary>d1 removes d2 without a bundle.</summary>
    public void RemoveSecond()
    {
        var pending = UserGroup.Remove(0, 1);
        Bench.Tell(First, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(pending.Message), default, [], [new RemovalOrder(Second, default, default)], "remove-device", []));
    }

    /// <summary>A Commit of the user's leaf for a user-group epoch, followed by B.</summary>
    public CommitSubmission Rotation(ulong epoch, ulong obligation)
    {
        _keys.Tag = 100 + epoch;
        return new CommitSubmission(Group, Tls.EncodeOpaque(Shared.Commit(0).Message), default, [], obligation);
    }

    /// <summary>A Commit of the user's leaf that B does not follow, because it will lose.</summary>
    public CommitSubmission LosingRotation(ulong epoch)
    {
        _keys.Tag = 100 + epoch;
        using var pending = Shared[0].Group.Commit(new CommitOptions());
        return new CommitSubmission(Group, Tls.EncodeOpaque(pending.Message), default, [], 0);
    }

    public void Dispose()
    {
        UserGroup.Dispose();
        Shared.Dispose();
        foreach (var package in _packages.Values)
        {
            package.Dispose();
        }
    }

    private static HpkePrivateKey Key(TestClient client)
    {
        using var material = new Secret(32, client.Services.Random.Fill);
        return Suites.One.Kem.DeriveKeyPair(material.Expose());
    }

    private static OpaqueBytes Info(Group group) => Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: true, withExternalPub: false)));

    private TestClient Client() => new("A", services => services with { LeafKeys = _keys }, Capable);
}
