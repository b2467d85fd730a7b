using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Grains.Services;

/// <summary>Reads the public names of user-group epochs that leaves carry; leaves without one have none.</summary>
/// <param name="kit">Knows how the run's mode marks leaves.</param>
internal sealed class LeafTags(ServiceKit kit)
{
    /// <summary>The tag of the leaf that a Commit puts in the place of its committer's.</summary>
    public ulong? OfCommit(OpaqueBytes commit) => Try(() =>
        Tls.Decode<MlsMessage>(commit) is MlsMessage.OfPublicMessage { Message.Content.Body: FramedContentBody.OfCommit { Commit.Path.LeafNode: { } leaf } } ? Of(leaf) : null);

    /// <summary>The tag of the leaf of a group of one.</summary>
    public ulong? OfGroupInfo(OpaqueBytes groupInfo) => Try(() =>
        Tls.Decode<MlsMessage>(groupInfo) is MlsMessage.OfGroupInfo { GroupInfo: var info }
        && info.Extensions.Find<Mls.Core.Tree.RatchetTree>(ExtensionType.RatchetTree)?.Leaf(info.Signer) is { } leaf ? Of(leaf) : null);

    /// <summary>The tag of a KeyPackage's leaf.</summary>
    public ulong? OfKeyPackage(OpaqueBytes keyPackage) => Try(() => Of(Tls.Decode<KeyPackage>(keyPackage).LeafNode));

    /// <summary>The KeyPackages that a Welcome is for.</summary>
    public static IEnumerable<KeyPackageRef> OfWelcome(OpaqueBytes welcome)
    {
        try
        {
            return Tls.Decode<MlsMessage>(welcome) is MlsMessage.OfWelcome { Welcome: var decoded } ? decoded.Secrets.Select(secrets => secrets.NewMember).ToList() : [];
        }
        catch (MalformedException)
        {
            return [];
        }
    }

    private ulong? Of(LeafNode leaf) => kit.UserEpochTag(leaf);

    private static ulong? Try(Func<ulong?> read)
    {
        try
        {
            return read();
        }
        catch (MalformedException)
        {
            return null;
        }
    }
}
