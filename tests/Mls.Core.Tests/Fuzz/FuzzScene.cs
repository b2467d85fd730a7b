using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tests.Groups;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>Five members, one of them the victim; a client that is about to join; messages of every kind that the victim would take.</summary>
internal sealed class FuzzScene : IDisposable
{
    public const int VictimPlace = 1;

    private readonly ICryptoProvider _crypto;

    /// <param name="suite">The suite: 1, or one whose signatures are DER.</param>
    public FuzzScene(int suite = 1)
    {
        _crypto = Suites.Of(suite);
        Group = TestGroup.Of(5, "fuzzed", change: Change);
        for (var place = 0; place < 5; place++)
        {
            Group.Commit(place).Dispose();
        }

        Joiner = new TestClient("joiner", Change);
        Bundle = Joiner.NewKeyPackage();
        var add = new Proposal.Add(Bundle.KeyPackage);

        // Application data is sent before there are proposals (RFC 9420, section 12.4), by copies: the members have not sent anything.
        MlsMessage[] spoken = [Speak(0, "application data"u8, default), Speak(4, [], OpaqueBytes.FromText("seen by all"))];

        // Two proposals are known to all, one in each framing; the others are still under way.
        Group.Broadcast(Group[2], Group[2].Group.ProposeUpdate(WireFormat.PrivateMessage));
        Group.Broadcast(Group[3], Group[3].Group.Propose(new Proposal.Remove(Group[4].Leaf)));
        Base = Snapshots.Of(Victim.Group);
        Attacker = new TestMember(Group[0].Client, Snapshots.Restore(Snapshots.Of(Group[0].Group), Group[0].Client.Services));

        (Welcome, WelcomeWithPath) = (WelcomeOf(add, withPath: false), WelcomeOf(add, withPath: true));

        var messages = new List<MlsMessage>(spoken);
        foreach (var format in new[] { WireFormat.PublicMessage, WireFormat.PrivateMessage })
        {
            var options = new CommitOptions { Format = format };
            using var byReference = Group[0].Group.Commit(options);
            using var byValue = Group[0].Group.Commit(options with { IncludeReceived = false, Proposals = [add, new Proposal.Remove(Group[3].Leaf), ForgeryScene.Psk("shared"), Extensions] });
            using var withoutPath = Group[2].Group.Commit(options with { IncludeReceived = false, ForcePath = false, Proposals = [add] });
            using var empty = Group[4].Group.Commit(options with { IncludeReceived = false });
            messages.AddRange([byReference.Message, byValue.Message, withoutPath.Message, empty.Message]);
        }

        foreach (var format in new[] { WireFormat.PublicMessage, WireFormat.PrivateMessage })
        {
            messages.AddRange(new Proposal[] { add, new Proposal.Remove(Group[4].Leaf), ForgeryScene.Psk("shared", 1), Extensions }.Select(one => Group[0].Group.Propose(one, format)));
            messages.Add(Group[3].Group.ProposeUpdate(format));
        }

        using (var join = ExternalJoiner.Join(Joiner.Services, Info, null, Joiner.Identity, Joiner.Signer, null, []))
        {
            messages.Add(join.Message);
        }

        Messages = [.. messages.Select(message => Tls.Encode(message))];
    }

    /// <summary>What tells the targets of this suite from those of suite 1.</summary>
    public string Suffix => _crypto.Suite.Value == 1 ? string.Empty : $"InSuite{_crypto.Suite}";

    public TestGroup Group { get; }

    public TestMember Victim => Group[VictimPlace];

    /// <summary>A member as it was before it sent anything encrypted.</summary>
    public TestMember Attacker { get; }

    /// <summary>The victim's snapshot; every input meets the victim in this state.</summary>
    public byte[] Base { get; }

    public TestClient Joiner { get; }

    public KeyPackageBundle Bundle { get; }

    /// <summary>The bundle once more: one is good for one join.</summary>
    public KeyPackageBundle CopyOfBundle() => new(Bundle.KeyPackage, Bundle.InitKey.Copy(), Bundle.EncryptionKey.Copy(), Bundle.SignatureKey.Copy());

    public Welcome Welcome { get; }

    public Welcome WelcomeWithPath { get; }

    public IReadOnlyList<byte[]> Messages { get; }

    /// <summary>The present epoch with tree and external_pub.</summary>
    public GroupInfo Info => Group[0].Group.GroupInfo(withTree: true, withExternalPub: true);

    private static Proposal.GroupContextExtensions Extensions => new(
        ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(new RequiredCapabilities([], [], [CredentialType.Basic]))));

    /// <summary>Puts the victim back, where an input has changed it.</summary>
    public void Reset()
    {
        if (!Snapshots.Of(Victim.Group).AsSpan().SequenceEqual(Base))
        {
            Victim.Group.Dispose();
            Victim.Group = Snapshots.Restore(Base, Victim.Client.Services);
        }
    }

    public void Dispose()
    {
        Attacker.Group.Dispose();
        Group.Dispose();
        Joiner.Dispose();
        Bundle.Dispose();
    }

    private Welcome WelcomeOf(Proposal.Add add, bool withPath)
    {
        using var pending = Group[0].Group.Commit(new CommitOptions { IncludeReceived = false, ForcePath = withPath, TreeInWelcome = true, Proposals = [add] });
        return pending.Welcome!;
    }

    private GroupServices Change(GroupServices services) => services with { Crypto = _crypto, Authentication = new TestAuthentication(), Psks = new TestPsks().With("shared") };

    private MlsMessage Speak(int place, ReadOnlySpan<byte> data, OpaqueBytes seenByAll)
    {
        using var copy = Snapshots.Restore(Snapshots.Of(Group[place].Group), Group[place].Client.Services);
        return copy.Protect(data, seenByAll);
    }
}
