using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of octets: RFC 9420, section 2.1, and the enumerations and vectors of the later sections.</summary>
internal static class OctetForgeries
{
    // Of a PublicMessage in a group named by five octets: version, wire format, group_id, epoch, sender_type, leaf_index, authenticated_data, content_type, body.
    private const int GroupIdAt = 4;
    private const int SenderAt = 18;
    private const int ContentTypeAt = 24;
    private const int BodyAt = 25;

    public static IEnumerable<Forgery> All { get; } =
    [
        Octets(WireRules.InputTruncated, "a message that ends within its leaf_index", Proposed, octets => octets[..(SenderAt + 3)]),
        Octets(WireRules.TrailingOctets, "a message with an octet more", Proposed, octets => [.. octets, 0]),
        Octets(WireRules.VectorLengthPrefix, "a group_id whose length has the reserved prefix", Proposed, octets => Set(octets, GroupIdAt, (byte)(octets[GroupIdAt] | 0xC0))),
        Octets(WireRules.VectorLengthNotMinimal, "a group_id whose short length takes two octets", Proposed, octets =>
            [.. octets[..GroupIdAt], 0x40, .. octets[GroupIdAt..]]),
        Octets(WireRules.VectorLengthBeyondInput, "a message that ends within its group_id", Proposed, octets => octets[..(GroupIdAt + 3)]),
        Octets(WireRules.OptionalPresence, "a Commit whose path is present twice over", Committed, octets => Set(octets, BodyAt + 1, 2)),
        Octets(WireRules.MessageVersion, "a message of version 2", Proposed, octets => Set(octets, 1, 2)),
        Octets(WireRules.MessageWireFormat, "a message of wire format 6", Proposed, octets => Set(octets, 3, 6)),
        Octets(WireRules.FramedSenderType, "a message of sender_type 5", Proposed, octets => Set(octets, SenderAt, 5)),
        Octets(WireRules.FramedContentType, "a message of content_type 4", Proposed, octets => Set(octets, ContentTypeAt, 4)),
        Octets(WireRules.PrivateContentType, "a PrivateMessage of content_type 0", scene => scene.Attacker.Group.Protect([1]), octets => Set(octets, SenderAt, 0)),
        Octets(WireRules.ProposalOrRefType, "a Commit with a proposal that is neither value nor reference", scene => scene.CommitOf(ForgeryScene.Psk("shared")), octets =>
            Set(octets, BodyAt + 1, 3)),
        Octets(WireRules.PreSharedKeyType, "a PreSharedKey proposal of psktype 3", Proposed, octets => Set(octets, BodyAt + 2, 3)),
        Octets(WireRules.ResumptionUsage, "a PreSharedKey proposal of usage 4", Resumed, octets => Set(octets, BodyAt + 3, 4)),
        Value<LeafNodeSource>(WireRules.LeafNodeSourceType, "a leaf_node_source of 4", _ => [4], _ => [2]),
        Value<AuthenticatedContent>(
            WireRules.ContentWireFormat,
            "content of wire format mls_welcome",
            scene => Set(Tls.Encode(Forge.Opened(Proposed(scene)).Authenticated), 1, 3),
            scene => Tls.Encode(Forge.Opened(Proposed(scene)).Authenticated)),
        Value<MlsMessage>(
            WireRules.MessageKeyPackageVersion,
            "a KeyPackage of version 2 in a message of version 1",
            scene => Published(scene, new ProtocolVersion(2)),
            scene => Published(scene, ProtocolVersion.Mls10)),
        Tree(WireRules.TreeEmpty, "a tree without nodes", _ => []),
        Tree(WireRules.TreeTrailingBlank, "a tree that goes on with blank nodes", leaf => [.. leaf, 0, 0]),
        Tree(WireRules.TreeEvenNodeCount, "a tree that ends with a parent", leaf => [.. leaf, .. Parent()]),
        Tree(WireRules.TreeLeafAtOddPlace, "a tree with a leaf in the place of its root", leaf => [.. leaf, .. leaf, .. leaf]),
        Tree(WireRules.TreeParentAtEvenPlace, "a tree with a parent in the place of its first leaf", leaf => [.. Parent(), 0, .. leaf]),
        Tree(WireRules.TreeNodeType, "a tree with a node of node_type 3", leaf => Set(leaf, 1, 3)),
    ];

    /// <summary>Octets that the victim is sent.</summary>
    private static Forgery Octets(WireRule rule, string name, Func<ForgeryScene, MlsMessage> make, Func<byte[], byte[]> breaking) => new(rule, name, (scene, broken) =>
    {
        var octets = Tls.Encode(make(scene));
        scene.BeforeReceive();
        var result = scene.Victim.Group.Receive(Tls.Decode<MlsMessage>(broken ? breaking(octets) : octets));
        (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
    });

    /// <summary>The octets of one value.</summary>
    private static Forgery Value<T>(WireRule rule, string name, Func<ForgeryScene, byte[]> bad, Func<ForgeryScene, byte[]> good)
        where T : ITlsStruct<T> => new(rule, name, (scene, broken) =>
    {
        var octets = broken ? bad(scene) : good(scene);
        scene.BeforeReceive();
        Tls.Decode<T>(octets);
    });

    /// <summary>A tree of one leaf, and what becomes of its nodes.</summary>
    private static Forgery Tree(WireRule rule, string name, Func<byte[], byte[]> change) =>
        Value<RatchetTree>(rule, name, scene => Vector(change(Leaf(scene))), scene => Vector(Leaf(scene)));

    private static byte[] Leaf(ForgeryScene scene) => [1, 1, .. Tls.Encode(scene.Attacker.Group.Public.Tree.Leaf(scene.Attacker.Leaf)!)];

    private static byte[] Parent() => [1, 2, .. Tls.Encode(new ParentNode(new Core.Crypto.HpkePublicKey([1]), default, []))];

    private static byte[] Vector(byte[] content)
    {
        using var writer = new TlsWriter();
        writer.WriteOpaque(content);
        return writer.ToArray();
    }

    private static byte[] Published(ForgeryScene scene, ProtocolVersion version)
    {
        using var client = scene.NewClient("J");
        var package = Forge.Add(client, package: same => same with { Version = version }).KeyPackage;
        return Tls.Encode<MlsMessage>(new MlsMessage.OfKeyPackage(package));
    }

    private static MlsMessage Proposed(ForgeryScene scene) => Forge.Proposal(scene.Attacker, ForgeryScene.Psk("shared"));

    private static MlsMessage Committed(ForgeryScene scene) => scene.CommitOf();

    private static MlsMessage Resumed(ForgeryScene scene) => Forge.Proposal(scene.Attacker, new Proposal.PreSharedKey(new PreSharedKeyId.Resumption(
        ResumptionPskUsage.Application, scene.Attacker.Group.GroupId, scene.Attacker.Group.Epoch, OpaqueBytes.Own(new byte[32]))));

    private static byte[] Set(byte[] octets, int place, byte value)
    {
        byte[] copy = [.. octets];
        copy[place] = value;
        return copy;
    }
}
