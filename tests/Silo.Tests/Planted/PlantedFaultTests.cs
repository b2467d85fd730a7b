using System.Collections.Concurrent;
using Grains;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient.UserGroups;
using Silo.Commands;
using TestKit;
using Xunit;

namespace Silo.Tests.Planted;

/// <summary>Whole runs on a real silo with one thing wrong: the invariant that it breaks is named, and the exit code is 3.</summary>
public sealed class PlantedFaultTests
{
    public static TheoryData<string> Modes => [.. ModeCatalog.Standard.Names];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Nothing_planted_is_nothing_found(string mode)
    {
        var bench = new RealBench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("run", "ci", "--mode", mode));
        Assert.DoesNotContain("violated", bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_member_with_another_epoch_authenticator(string mode) =>
        await AssertFoundAsync("epoch-authenticator", mode, new RealBench { Actors = With(new MiscalculatingCrypto(Crypto, call: 50)) });

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_Commit_that_cannot_be_opened(string mode) =>
        await AssertFoundAsync("commit-processable", mode, new RealBench { Actors = With(new SabotagedCrypto(Crypto) { Left = 3 }) });

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_device_that_repeats_a_generation(string mode)
    {
        IActorFactory real = Composition.NewActors();
        var actors = new FaultyActors(real, (seat, actor) => seat.Actor.Kind == ActorKind.Device ? new Forgetful(actor, snapshot => real.Restore(seat, snapshot)) : actor);

        await AssertFoundAsync("key-nonce-once", mode, new RealBench { Actors = actors });
    }

    [Fact]
    public async Task A_leaf_that_goes_back_to_an_older_user_group_epoch() =>
        await AssertFoundAsync("active-leaf-epoch", "tree-root", new RealBench { Mail = new ChangedMail(Misreport) });

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Obligations_that_nobody_can_meet(string mode) =>
        await AssertFoundAsync("obligations-settled", mode, new RealBench { Mail = new ChangedMail(envelope => IsOwed(envelope) ? null : envelope) });

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_message_that_does_not_arrive(string mode)
    {
        var isLost = 0;
        var mail = new ChangedMail(envelope => HoldsMessage(envelope) && Interlocked.Exchange(ref isLost, 1) == 0 ? null : envelope);

        await AssertFoundAsync("messages-opened", mode, new RealBench { Mail = mail });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_device_that_opens_what_it_is_not_entitled_to(string mode)
    {
        var heard = new ConcurrentQueue<Observation.MessageOpened>();
        var actors = new FaultyActors(Composition.NewActors(), (seat, actor) =>
            seat.Actor.Kind == ActorKind.Device ? new Eavesdropper(actor, heard, seat.Actor.Name == "u0002/d1") : actor);

        await AssertFoundAsync("messages-entitled", mode, new RealBench { Actors = actors });
    }

    [Fact]
    public async Task A_root_that_is_a_public_constant() =>
        await AssertFoundAsync("removed-device-opens-nothing", "tree-root", new RealBench { Actors = With(new ConstantRoot(Crypto)) }, Robbed);

    [Fact]
    public async Task A_joiner_secret_that_was_kept_and_gets_out()
    {
        var crypto = new TalkativeCrypto(Crypto);

        await AssertFoundAsync("removed-device-opens-nothing", "tree-root", new RealBench { Actors = With(crypto), Mail = new ChangedMail(envelope => Leak(crypto, envelope)) }, Robbed);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_removal_that_skips_a_group(string mode) =>
        await AssertFoundAsync("removed-device-opens-nothing", mode, new RealBench { Mail = new ChangedMail(envelope => IsRemoval(envelope) ? null : envelope) }, Robbed);

    private static string[] Robbed => ["--set", "attack.stolenDevices=8", "--set", "attack.messages=200"];

    /// <summary>What the thief hears of a group's Commit is the joiner secret of the epoch that it starts.</summary>
    private static Envelope Leak(TalkativeCrypto crypto, Envelope envelope)
    {
        if (envelope.Kind != MailKinds.Overheard
            || Tls.Decode<DeviceItem>(envelope.Body.Span) is not DeviceItem.Entry { Group: GroupName.Conversation } entry
            || Tls.Decode<MlsMessage>(entry.Octets) is not MlsMessage.OfPrivateMessage { Message: var message }
            || !crypto.Joiners.TryRemove((message.GroupId, message.Epoch), out var joiner))
        {
            return envelope;
        }

        // The next message of the epoch opens; this one is lost to the thief, and gives way to the secret.
        using var secret = new SiblingGroupSecret(message.GroupId, message.Epoch, new JoinerSecret(joiner), PskSecretBuilder.None(crypto));
        using var said = new UgApplicationMessage.Welcome(new SiblingWelcome([secret]));
        return ChangedMail.WithBody(envelope, Tls.Encode<DeviceItem>(entry with { Octets = OpaqueBytes.Own(said.Encode()) }));
    }

    /// <summary>A Commit for the group of all that follows from a removal.</summary>
    private static bool IsRemoval(Envelope envelope) => envelope.Kind == MailKinds.Group
        && envelope.Letter.Operation.Name == "remove-device"
        && Tls.Decode<GroupMail>(envelope.Body.Span) is GroupMail.Submit { Submission.Group: "g:all" };

    private static ICryptoProvider Crypto { get; } = new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!;

    private static MlsActorFactory With(ICryptoProviders crypto) => new(ModeCatalog.Standard, crypto, seed => new SeededRandomStreams(seed), new SystemRandom());

    private static async Task AssertFoundAsync(string invariant, string mode, RealBench bench, params string[] options)
    {
        int code = await bench.RunAsync(["run", "ci", "--mode", mode, .. options]);

        Assert.Contains($"violated: {mode}: {invariant}, ", bench.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Violation, code);
    }

    /// <summary>User-group epoch 2 is reported as epoch 0.</summary>
    private static Envelope Misreport(Envelope envelope) =>
        envelope.Kind == MailKinds.User && Tls.Decode<UserMail>(envelope.Body.Span) is UserMail.ReachedEpoch { Epoch: 2 } reached
            ? ChangedMail.WithBody(envelope, Tls.Encode<UserMail>(reached with { Epoch = 0 }))
            : envelope;

    private static bool IsOwed(Envelope envelope) => envelope.Kind == MailKinds.Group
        && envelope.Letter.Operation.Name == "add-device"
        && Tls.Decode<GroupMail>(envelope.Body.Span) is GroupMail.Submit;

    private static bool HoldsMessage(Envelope envelope) => envelope.Kind == MailKinds.Mailbox
        && envelope.Letter.Operation.Name == "send-message"
        && Tls.Decode<MailboxDelivery>(envelope.Body.Span).Items.Any(item => item is DeviceItem.Entry { Group: GroupName.Conversation });
}
