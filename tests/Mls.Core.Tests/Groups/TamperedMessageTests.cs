using CsCheck;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Whatever happens to a message on its way, or in the hands of a member, it is refused as a whole.</summary>
public sealed class TamperedMessageTests
{
    public static TheoryData<string> Kinds() => ["public proposal", "public Commit", "public Commit by reference", "private proposal", "private Commit", "application data", "external Commit", "resync"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_with_any_octet_changed_is_refused_and_changes_nothing(string kind)
    {
        using var scene = new ForgeryScene();
        var octets = Tls.Encode(Make(scene, kind));
        var victim = scene.Victim.Group;
        var snapshot = Snapshots.Of(victim);
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= (byte)(1 << (i % 8));
            var accepted = Deliver(victim, octets);
            octets[i] ^= (byte)(1 << (i % 8));

            Assert.False(accepted, $"octet {i} of {octets.Length} changed, and it was accepted");
            Assert.True(snapshot.AsSpan().SequenceEqual(Snapshots.Of(victim)), $"octet {i} of {octets.Length} changed the victim");
        }

        Assert.True(Deliver(victim, octets));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_that_is_cut_or_goes_on_is_malformed(string kind)
    {
        using var scene = new ForgeryScene();
        var octets = Tls.Encode(Make(scene, kind));

        Assert.Throws<MalformedException>(() => Tls.Decode<MlsMessage>((byte[])[.. octets, 0]));
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.Throws<MalformedException>(() => Tls.Decode<MlsMessage>(octets.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_Welcome_with_any_octet_changed_is_refused()
    {
        using var scene = new ForgeryScene();
        using var client = scene.NewClient("J");
        using var bundle = client.NewKeyPackage();
        using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], TreeInWelcome = true });
        var octets = Tls.Encode(pending.Welcome!);
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= 4;
            Assert.True(IsRefused(() => WelcomeReceiver.Join(client.Services, Tls.Decode<Welcome>(octets), bundle, null).Dispose()), $"octet {i} changed");
            octets[i] ^= 4;
        }

        WelcomeReceiver.Join(client.Services, Tls.Decode<Welcome>(octets), bundle, null).Dispose();
    }

    [Fact]
    public void A_GroupInfo_with_any_octet_changed_is_refused()
    {
        using var scene = new ForgeryScene();
        var octets = Tls.Encode(scene.Attacker.Group.GroupInfo(withTree: true, withExternalPub: true));
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= 16;
            Assert.True(IsRefused(() => PublicGroup.FromGroupInfo(scene.Outsider.Services, Tls.Decode<GroupInfo>(octets), null)), $"octet {i} changed");
            octets[i] ^= 16;
        }
    }

    [Fact]
    public void A_Commit_that_a_member_has_garbled_and_then_signed_raises_nothing_but_violations()
    {
        using var scene = new ForgeryScene();
        scene.Group.Broadcast(scene.Group[2], scene.Group[2].Group.ProposeUpdate());
        var message = Forge.Opened(scene.CommitOf(new Proposal.Remove(new Identifiers.LeafIndex(3)), ForgeryScene.Psk("shared"), Forge.Add(scene.NewClient("J"))));
        var commit = Tls.Encode(Forge.CommitOf(new MlsMessage.OfPublicMessage(message)));
        var victim = scene.Victim.Group;
        var snapshot = Snapshots.Of(victim);

        Gen.Select(Gen.Int[0, commit.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 3].Sample(changes =>
        {
            var octets = Garbled(commit, changes);
            IsRefused(() =>
            {
                var content = message.Content with { Body = new FramedContentBody.OfCommit(Tls.Decode<Commit>(octets)) };
                Deliver(victim, Tls.Encode(Forge.Public(scene.Attacker, content, message.Auth.ConfirmationTag)));
            });

            Assert.True(snapshot.AsSpan().SequenceEqual(Snapshots.Of(victim)));
        }, iter: 1500, threads: 1);
    }

    [Fact]
    public void Private_content_that_a_member_has_garbled_before_encrypting_raises_nothing_but_violations()
    {
        using var scene = new ForgeryScene();
        var victim = scene.Victim.Group;
        var snapshot = Snapshots.Of(victim);
        var plaintext = Tls.Encode(Forge.CommitOf(scene.CommitOf()));

        Gen.Select(Gen.Int[0, plaintext.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[0, 3].Sample(changes =>
        {
            var sent = Forge.Private(scene.Attacker, ContentType.Commit, Garbled(plaintext, changes));

            Assert.False(Deliver(victim, Tls.Encode(sent)));
            Assert.True(snapshot.AsSpan().SequenceEqual(Snapshots.Of(victim)));
        }, iter: 300, threads: 1);
    }

    private static MlsMessage Make(ForgeryScene scene, string kind)
    {
        switch (kind)
        {
            case "public proposal":
                return scene.Attacker.Group.ProposeUpdate();
            case "public Commit":
                return scene.CommitOf(new Proposal.Remove(new Identifiers.LeafIndex(3)), Forge.Add(scene.NewClient("J")));
            case "public Commit by reference":
                scene.Group.Broadcast(scene.Group[2], scene.Group[2].Group.ProposeUpdate());
                return scene.CommitOf(ForgeryScene.Psk("shared"));
            case "private proposal":
                return scene.Attacker.Group.ProposeUpdate(WireFormat.PrivateMessage);
            case "private Commit":
                return scene.Attacker.Group.Commit(new CommitOptions { Format = WireFormat.PrivateMessage }).Message;
            case "application data":
                return scene.Attacker.Group.Protect("data"u8, OpaqueBytes.FromText("header"));
            default:
                using (var join = kind == "resync" ? scene.Join(scene.Group[2].Client, resync: 2) : scene.Join(scene.NewClient("J")))
                {
                    return join.Message;
                }
        }
    }

    /// <summary>Whether the octets come to anything; every exception but the two families of a peer's faults fails the test.</summary>
    private static bool Deliver(Group victim, byte[] octets)
    {
        try
        {
            var result = victim.Receive(Tls.Decode<MlsMessage>(octets));
            (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
            return result is ReceiveResult.CommitStaged or ReceiveResult.ProposalStored or ReceiveResult.Application;
        }
        catch (ProtocolViolationException)
        {
            return false;
        }
        catch (MalformedException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            // Another wire format: not a message of a group.
            return false;
        }
    }

    private static bool IsRefused(Action attempt)
    {
        try
        {
            attempt();
            return false;
        }
        catch (ProtocolViolationException)
        {
            return true;
        }
        catch (MalformedException)
        {
            return true;
        }
    }

    /// <summary>Octets overwritten, repeated, left out or put in.</summary>
    private static byte[] Garbled(byte[] octets, (int Place, byte Value, int Way)[] changes)
    {
        var list = new List<byte>(octets);
        foreach (var (place, value, way) in changes)
        {
            var at = Math.Min(place, list.Count - 1);
            switch (way)
            {
                case 0:
                    list[at] = value;
                    break;
                case 1:
                    list.RemoveAt(at);
                    break;
                case 2:
                    list.Insert(at, value);
                    break;
                default:
                    list.InsertRange(at, list.GetRange(at, Math.Min(value % 40, list.Count - at)));
                    break;
            }
        }

        return [.. list];
    }
}
