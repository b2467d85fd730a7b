using System.Text.Json;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class MessageProtectionTests
{
    private const string File = "message-protection";

    private static readonly LeafIndex SenderLeaf = new(1);

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Public_and_private_messages_open_to_the_published_content(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var group = Shared(test);

        Assert.Equal(test.Text("proposal"), Body(OpenPublic(test, group, "proposal_pub")));
        Assert.Equal(test.Text("commit"), Body(OpenPublic(test, group, "commit_pub")));
        Assert.Equal(test.Text("proposal"), Body(OpenPrivate(test, group, test.Octets("proposal_priv"))));
        Assert.Equal(test.Text("commit"), Body(OpenPrivate(test, group, test.Octets("commit_priv"))));
        Assert.Equal(test.Text("application"), Body(OpenPrivate(test, group, test.Octets("application_priv"))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_protected_here_opens_to_the_same_content(int index, string label)
    {
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var services = Services.Seeded(label, crypto);
        var group = Shared(test);
        using var signer = crypto.ImportSignatureKey(test.Octets("signature_priv"));
        var proposal = new FramedContentBody.OfProposal(Tls.Decode<Proposal>(test.Octets("proposal")));
        var application = new FramedContentBody.Application(new OpaqueBytes(test.Octets("application")));
        foreach (var body in (FramedContentBody[])[proposal, application])
        {
            var content = new FramedContent(group.GroupId, group.Epoch, new Sender.Member(SenderLeaf), default, body);
            var signed = AuthenticatedContent.Sign(crypto, WireFormat.PrivateMessage, content, group.Context, signer);
            using var messages = Messages(test);
            var type = body is FramedContentBody.Application ? RatchetType.Application : RatchetType.Handshake;
            using var lease = Assert.IsType<LeaseResult.Leased>(messages.Lease(SenderLeaf, type, 3)).Lease;
            using var senderData = new SenderDataSecret(test.Octets("sender_data_secret"));
            var message = PrivateMessageCipher.Seal(services, senderData, signed, lease, services.Slots.ReuseGuard(group.GroupId, lease.Keys.Nonce, services.Random));

            Assert.Equal(signed, OpenPrivate(test, group, Tls.Encode<MlsMessage>(new MlsMessage.OfPrivateMessage(message))));
        }
    }

    private static AuthenticatedContent OpenPublic(JsonElement test, PublicGroup group, string name)
    {
        var crypto = test.Crypto();
        var message = Assert.IsType<MlsMessage.OfPublicMessage>(Tls.Decode<MlsMessage>(test.Octets(name))).Message;
        using var membershipKey = new MembershipKey(test.Octets("membership_key"));
        Assert.True(message.MembershipTag!.Value.Verify(crypto, membershipKey, message.Authenticated.ToBeMaced(group.Context)));
        return ContentVerifier.Verify(crypto, group, message.Authenticated).Authenticated;
    }

    private static AuthenticatedContent OpenPrivate(JsonElement test, PublicGroup group, byte[] octets)
    {
        var crypto = test.Crypto();
        var message = Assert.IsType<MlsMessage.OfPrivateMessage>(Tls.Decode<MlsMessage>(octets)).Message;
        using var senderDataSecret = new SenderDataSecret(test.Octets("sender_data_secret"));
        var sender = PrivateMessageCipher.OpenSenderData(crypto, senderDataSecret, message);
        Assert.Equal(SenderLeaf, sender.Leaf);
        using var messages = Messages(test);
        var type = message.ContentType == ContentType.Application ? RatchetType.Application : RatchetType.Handshake;
        using var lease = Assert.IsType<LeaseResult.Leased>(messages.Lease(sender.Leaf, type, sender.Generation)).Lease;
        return ContentVerifier.Verify(crypto, group, PrivateMessageCipher.OpenContent(crypto, message, sender, lease)).Authenticated;
    }

    private static string Body(AuthenticatedContent content)
    {
        if (content.Content.Body is FramedContentBody.Application application)
        {
            return application.Data.ToString();
        }

        using var writer = new TlsWriter();
        content.Content.Body.Write(writer);
        return Convert.ToHexStringLower(writer.Written);
    }

    private static SecretTree Messages(JsonElement test) => new(test.Crypto(), new EncryptionSecret(test.Octets("encryption_secret")), 2);

    private static PublicGroup Shared(JsonElement test)
    {
        var crypto = test.Crypto();
        var key = new SignaturePublicKey(new OpaqueBytes(test.Octets("signature_pub")));
        LeafNode Leaf(byte number, SignaturePublicKey signatureKey) => new(
            new HpkePublicKey([number]),
            signatureKey,
            new Credential.Basic([number]),
            Capabilities.Minimal(crypto.Suite),
            new LeafNodeSource.KeyPackage(Lifetime.Eternal),
            ExtensionList.Empty,
            default);
        var tree = RatchetTree.Of(Leaf(0, new SignaturePublicKey([0]))).Add(Leaf(1, key)).Tree;
        var context = new GroupContext(
            ProtocolVersion.Mls10,
            crypto.Suite,
            new GroupId(new OpaqueBytes(test.Octets("group_id"))),
            new Epoch(test.GetProperty("epoch").GetUInt64()),
            new OpaqueBytes(test.Octets("tree_hash")),
            new OpaqueBytes(test.Octets("confirmed_transcript_hash")),
            ExtensionList.Empty);
        return PublicGroup.At(crypto, context, tree, default, closedBy: null);
    }
}
