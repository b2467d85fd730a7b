using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Messages as a hostile member can make them: signed, tagged and encrypted properly, whatever they say.</summary>
internal static class Forge
{
    private static readonly MacTag AnyTag = new(OpaqueBytes.Own(new byte[32]));

    public static OpaqueBytes Flip(OpaqueBytes octets, int place = 0)
    {
        var copy = octets.ToArray();
        copy[place] ^= 1;
        return OpaqueBytes.Own(copy);
    }

    public static FramedContent Content(TestMember from, FramedContentBody body) =>
        new(from.Group.GroupId, from.Group.Epoch, new Sender.Member(from.Leaf), default, body);

    /// <summary>A PublicMessage of any content.</summary>
    public static MlsMessage Public(TestMember from, FramedContent content, MacTag? confirmationTag = null)
    {
        var state = from.Group.State;
        return Public(from, content, confirmationTag, state.Signer);
    }

    public static MlsMessage Public(TestMember from, FramedContent content, MacTag? confirmationTag, SignaturePrivateKey signer)
    {
        var state = from.Group.State;
        var signed = AuthenticatedContent.Sign(Suites.One, WireFormat.PublicMessage, content, state.Public.Context, signer);
        if (content.Body is FramedContentBody.OfCommit)
        {
            signed = signed with { Auth = signed.Auth with { ConfirmationTag = confirmationTag ?? AnyTag } };
        }

        return Tagged(from, signed);
    }

    public static MlsMessage Tagged(TestMember from, AuthenticatedContent signed)
    {
        var state = from.Group.State;
        var tag = signed.Content.Sender is Sender.Member ? MacTag.Compute(Suites.One, state.Secrets.MembershipKey, signed.ToBeMaced(state.Public.Context)) : (MacTag?)null;
        return new MlsMessage.OfPublicMessage(new PublicMessage(signed.Content, signed.Auth, tag));
    }

    public static MlsMessage Proposal(TestMember from, Proposal proposal) => Public(from, Content(from, new FramedContentBody.OfProposal(proposal)));

    /// <summary>A proposal of somebody who is not a member.</summary>
    public static MlsMessage Proposal(TestMember witness, Sender sender, Proposal proposal, SignaturePrivateKey signer) =>
        Public(witness, Content(witness, new FramedContentBody.OfProposal(proposal)) with { Sender = sender }, null, signer);

    public static PublicMessage Opened(MlsMessage message) => Assert.IsType<MlsMessage.OfPublicMessage>(message).Message;

    public static Commit CommitOf(MlsMessage message) => Assert.IsType<FramedContentBody.OfCommit>(Opened(message).Content.Body).Commit;

    /// <summary>A Commit with another content, signed and tagged anew; the same octets where nothing changes.</summary>
    public static MlsMessage Rework(TestMember from, MlsMessage commit, Func<Commit, Commit> change) =>
        Rework(from, commit, change, from.Group.State.Signer);

    public static MlsMessage Rework(TestMember from, MlsMessage commit, Func<Commit, Commit> change, SignaturePrivateKey signer)
    {
        var message = Opened(commit);
        var content = message.Content with { Body = new FramedContentBody.OfCommit(change(CommitOf(commit))) };
        return Public(from, content, message.Auth.ConfirmationTag, signer);
    }

    public static MlsMessage ReworkPath(TestMember from, MlsMessage commit, Func<UpdatePath, UpdatePath> change) =>
        Rework(from, commit, one => one with { Path = change(one.Path!) });

    public static LeafNode Signed(TestMember from, LeafNode leaf) => leaf.Sign(Suites.One, from.Group.State.Signer, new LeafPlace(from.Group.GroupId, from.Leaf));

    public static UpdatePath WithNode(this UpdatePath path, int index, Func<UpdatePathNode, UpdatePathNode> change) =>
        path with { Nodes = [.. path.Nodes.Select((node, i) => i == index ? change(node) : node)] };

    /// <summary>Another key in the path, with parent hashes and signature to match.</summary>
    public static UpdatePath WithKey(TestMember from, UpdatePath path, int index, HpkePublicKey key)
    {
        var changed = path.WithNode(index, node => node with { EncryptionKey = key });
        var filtered = from.Group.Public.Tree.FilteredDirectPath(from.Leaf);
        PathHashes.Parents(Suites.One, filtered, [.. changed.Nodes.Select(node => node.EncryptionKey)], from.Leaf, out var parentHash);
        return changed with { LeafNode = Signed(from, changed.LeafNode with { Source = new LeafNodeSource.Commit(parentHash) }) };
    }

    /// <summary>A KeyPackage of a client whose leaf and shell are changed before each is signed.</summary>
    public static Proposal.Add Add(TestClient client, Func<LeafNode, LeafNode>? leaf = null, Func<KeyPackage, KeyPackage>? package = null)
    {
        using var bundle = client.NewKeyPackage();
        var node = (leaf ?? (same => same))(bundle.KeyPackage.LeafNode).Sign(Suites.One, client.Signer, null);
        return new Proposal.Add((package ?? (same => same))(bundle.KeyPackage with { LeafNode = node }).Sign(Suites.One, client.Signer));
    }

    /// <summary>An Update of a member whose leaf is changed before it is signed.</summary>
    public static MlsMessage Update(ForgeryScene scene, Func<LeafNode, LeafNode> change)
    {
        var from = scene.Attacker;
        var leaf = from.Group.Public.Tree.Leaf(from.Leaf)! with { EncryptionKey = scene.FreshKey(), Source = new LeafNodeSource.Update() };
        return Proposal(from, new Proposal.Update(Signed(from, change(leaf))));
    }

    /// <summary>A PrivateMessage of application data with chosen padding and sender data.</summary>
    public static MlsMessage Private(TestMember from, ReadOnlySpan<byte> padding, Func<SenderData, SenderData>? claim = null)
    {
        var state = from.Group.State;
        var signed = AuthenticatedContent.Sign(
            Suites.One, WireFormat.PrivateMessage, Content(from, new FramedContentBody.Application([1, 2, 3])), state.Public.Context, state.Signer);
        using var plaintext = new TlsWriter();
        signed.Content.Body.Write(plaintext);
        signed.Auth.Write(plaintext);
        plaintext.WriteFixed(padding);
        return Private(from, ContentType.Application, plaintext.Written, claim);
    }

    /// <summary>A PrivateMessage of any plaintext and sender data, under the sender's key of generation 0.</summary>
    public static MlsMessage Private(TestMember from, ContentType type, ReadOnlySpan<byte> plaintext, Func<SenderData, SenderData>? claim = null)
    {
        var state = from.Group.State;
        var ratchet = type == ContentType.Application ? RatchetType.Application : RatchetType.Handshake;
        using var lease = Assert.IsType<LeaseResult.Leased>(state.Messages.Lease(from.Leaf, ratchet, 0)).Lease;
        var header = new PrivateMessage(from.Group.GroupId, from.Group.Epoch, type, default, default, default);
        var ciphertext = new byte[plaintext.Length + Suites.One.AeadTagLength];
        Suites.One.AeadSeal(lease.Keys.Key, lease.Keys.Nonce, header.ContentAssociatedData(), plaintext, ciphertext);
        using var keys = SenderDataKeys.Derive(Suites.One, state.Secrets.SenderData, ciphertext);
        var senderData = Tls.Encode((claim ?? (same => same))(new SenderData(from.Leaf, 0, 0)));
        var sealedSenderData = new byte[senderData.Length + Suites.One.AeadTagLength];
        Suites.One.AeadSeal(keys.Key, keys.Nonce, header.SenderDataAssociatedData(), senderData, sealedSenderData);
        return new MlsMessage.OfPrivateMessage(header with { EncryptedSenderData = OpaqueBytes.Own(sealedSenderData), Ciphertext = OpaqueBytes.Own(ciphertext) });
    }
}
