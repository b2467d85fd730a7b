using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>A tag counts whole or not at all, wherever one occurs: cut short, empty, too long or with one bit changed it is refused, and the right one is taken afterwards.</summary>
public sealed class TagTests
{
    private static readonly IReadOnlyDictionary<string, Func<byte[], byte[]>> Damages = new Dictionary<string, Func<byte[], byte[]>>(StringComparer.Ordinal)
    {
        ["empty"] = _ => [],
        ["one octet"] = tag => tag[..1],
        ["half of it"] = tag => tag[..(tag.Length / 2)],
        ["one octet short"] = tag => tag[..^1],
        ["without its first octet"] = tag => tag[1..],
        ["one octet more"] = tag => [.. tag, 0],
        ["twice"] = tag => [.. tag, .. tag],
        ["all zero"] = tag => new byte[tag.Length],
        ["first bit"] = tag => Flipped(tag, 0, 0x80),
        ["last bit"] = tag => Flipped(tag, tag.Length - 1, 0x01),
        ["a bit in the middle"] = tag => Flipped(tag, tag.Length / 2, 0x10),
    };

    public static TheoryData<string> Names() => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_membership_tag(string damage)
    {
        using var scene = new ForgeryScene();
        var genuine = Forge.Opened(scene.Attacker.Group.ProposeUpdate());
        var broken = genuine with { MembershipTag = Broken(genuine.MembershipTag!.Value, damage) };

        Refused(RuleOf(damage, FramingViolations.MembershipTagLength, FramingViolations.BadMembershipTag), () => scene.Victim.Group.Receive(new MlsMessage.OfPublicMessage(broken)));
        Assert.IsType<ReceiveResult.ProposalStored>(scene.Victim.Group.Receive(new MlsMessage.OfPublicMessage(genuine)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_confirmation_tag_of_a_Commit(string damage)
    {
        using var scene = new ForgeryScene();
        using var pending = scene.Attacker.Group.Commit(new CommitOptions());
        var genuine = Forge.Opened(pending.Message);
        var auth = genuine.Auth with { ConfirmationTag = Broken(genuine.Auth.ConfirmationTag!.Value, damage) };
        var broken = Forge.Tagged(scene.Attacker, genuine.Authenticated with { Auth = auth });

        Refused(RuleOf(damage, FramingViolations.ConfirmationTagLength, CommitViolations.BadConfirmationTag), () => scene.Victim.Group.Receive(broken));
        scene.Victim.Follow(pending.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_confirmation_tag_of_an_external_Commit(string damage)
    {
        using var scene = new ForgeryScene();
        using var client = scene.NewClient("J");
        using var join = scene.Join(client);
        var genuine = Forge.Opened(join.Message);
        var broken = genuine with { Auth = genuine.Auth with { ConfirmationTag = Broken(genuine.Auth.ConfirmationTag!.Value, damage) } };

        Refused(RuleOf(damage, FramingViolations.ConfirmationTagLength, CommitViolations.BadConfirmationTag), () => scene.Victim.Group.Receive(new MlsMessage.OfPublicMessage(broken)));
        scene.Victim.Follow(join.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_confirmation_tag_of_a_GroupInfo(string damage)
    {
        using var scene = new ForgeryScene();
        using var client = scene.NewClient("J");
        using var bundle = client.NewKeyPackage();
        using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], TreeInWelcome = true });
        var next = pending.Staged.Next!;
        var info = GroupInfoFactory.Create(scene.Attacker.Client.Services, next, withTree: true, withExternalPub: false);
        info = (info with { ConfirmationTag = Broken(info.ConfirmationTag, damage) }).Sign(Suites.One, next.Signer);
        var broken = Welcome(client, bundle.KeyPackage, pending, Tls.Encode(info));

        Refused(WelcomeViolations.GroupInfoTag, () => WelcomeReceiver.Join(client.Services, broken, bundle, null));
        using var joined = WelcomeReceiver.Join(client.Services, pending.Welcome!, bundle, null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tag_of_encrypted_content(string damage)
    {
        using var scene = new ForgeryScene();
        var genuine = ((MlsMessage.OfPrivateMessage)scene.Attacker.Group.Protect(new byte[100])).Message;

        Refused(
            FramingViolations.ContentCannotBeOpened,
            () => scene.Victim.Group.Receive(new MlsMessage.OfPrivateMessage(genuine with { Ciphertext = AtEnd(genuine.Ciphertext, damage) })));
        scene.Victim.Open(new MlsMessage.OfPrivateMessage(genuine));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tag_of_encrypted_sender_data(string damage)
    {
        using var scene = new ForgeryScene();
        var genuine = ((MlsMessage.OfPrivateMessage)scene.Attacker.Group.Protect(new byte[100])).Message;
        var broken = genuine with { EncryptedSenderData = AtEnd(genuine.EncryptedSenderData, damage) };

        Refused(FramingViolations.SenderDataCannotBeOpened, () => scene.Victim.Group.Receive(new MlsMessage.OfPrivateMessage(broken)));
        scene.Victim.Open(new MlsMessage.OfPrivateMessage(genuine));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tags_of_a_Welcome(string damage)
    {
        using var scene = new ForgeryScene();
        using var client = scene.NewClient("J");
        using var bundle = client.NewKeyPackage();
        using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], TreeInWelcome = true });
        var genuine = pending.Welcome!;
        var entry = genuine.Secrets[0];
        var secrets = entry with { Sealed = entry.Sealed with { Ciphertext = AtEnd(entry.Sealed.Ciphertext, damage) } };

        Refused(WelcomeViolations.WelcomeCannotBeOpened, () => WelcomeReceiver.Join(client.Services, genuine with { Secrets = [secrets] }, bundle, null));
        Refused(
            WelcomeViolations.WelcomeCannotBeOpened,
            () => WelcomeReceiver.Join(client.Services, genuine with { EncryptedGroupInfo = AtEnd(genuine.EncryptedGroupInfo, damage) }, bundle, null));
        using var joined = WelcomeReceiver.Join(client.Services, genuine, bundle, null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tag_of_a_path_secret(string damage)
    {
        using var scene = new ForgeryScene();
        using var pending = scene.Attacker.Group.Commit(new CommitOptions());
        var broken = Forge.ReworkPath(scene.Attacker, pending.Message, path => path with
        {
            Nodes = [.. path.Nodes.Select(node => node with
            {
                EncryptedPathSecrets = [.. node.EncryptedPathSecrets.Select(one => one with { Ciphertext = AtEnd(one.Ciphertext, damage) })],
            })],
        });

        Refused(PathViolations.PathSecretCannotBeOpened, () => scene.Victim.Group.Receive(broken));
        scene.Victim.Follow(pending.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tag_or_secret_by_itself_in_every_suite(string damage)
    {
        foreach (var crypto in Suites.All)
        {
            using var key = new Secret(new byte[crypto.HashLength]);
            var tag = MacTag.Compute(crypto, key, "data"u8);
            Assert.True(tag.Verify(crypto, key, "data"u8));
            Assert.False(Broken(tag, damage).Verify(crypto, key, "data"u8));

            using var secret = new Secret(tag.Octets.Span);
            using var other = new Secret(Damages[damage](tag.Octets.ToArray()));
            Assert.False(secret.FixedTimeEquals(other) || other.FixedTimeEquals(secret));

            var sealedData = new byte[4 + crypto.AeadTagLength];
            var nonce = new byte[crypto.AeadNonceLength];
            crypto.AeadSeal(new byte[crypto.AeadKeyLength], nonce, [], "data"u8, sealedData);
            byte[] broken = [.. sealedData[..4], .. Damages[damage](sealedData[4..])];
            var opened = new byte[Math.Max(0, broken.Length - crypto.AeadTagLength)];
            Assert.False(crypto.AeadOpen(new byte[crypto.AeadKeyLength], nonce, [], broken, opened));
        }
    }

    private static byte[] Flipped(byte[] tag, int place, byte bit)
    {
        var copy = tag.ToArray();
        copy[place] ^= bit;
        return copy;
    }

    private static MacTag Broken(MacTag tag, string damage) => new(OpaqueBytes.Own(Damages[damage](tag.Octets.ToArray())));

    /// <summary>A ciphertext with another tag at its end.</summary>
    private static OpaqueBytes AtEnd(OpaqueBytes ciphertext, string damage)
    {
        var body = ciphertext.Length - Suites.One.AeadTagLength;
        return OpaqueBytes.Own([.. ciphertext.Span[..body], .. Damages[damage](ciphertext.Span[body..].ToArray())]);
    }

    private static ProtocolViolation RuleOf(string damage, ProtocolViolation length, ProtocolViolation content) =>
        Damages[damage](new byte[32]).Length == 32 ? content : length;

    private static void Refused(ProtocolViolation rule, Action attempt) =>
        Assert.Same(rule, Assert.Throws<ProtocolViolationException>(attempt).Violation);

    private static Welcome Welcome(TestClient client, KeyPackages.KeyPackage package, PendingCommit pending, byte[] info)
    {
        using var welcomeSecret = KeySchedule.DeriveWelcome(Suites.One, pending.Staged.JoinerSecret!, pending.Staged.PskSecret!);
        var encryptedInfo = WelcomeSecrets.Seal(Suites.One, welcomeSecret, info);
        using var secrets = new GroupSecrets(JoinerSecret.From(pending.Staged.JoinerSecret!.Expose()), null, []);
        var sealedSecrets = Suites.One.EncryptWithLabel(
            package.InitKey, WelcomeSecrets.Label, encryptedInfo.Span, Tls.Encode(secrets), client.Services.Random);
        return new Welcome(Suites.One.Suite, [new EncryptedGroupSecrets(package.Ref(Suites.One), sealedSecrets)], encryptedInfo);
    }
}
