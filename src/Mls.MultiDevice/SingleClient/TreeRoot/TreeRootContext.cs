using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Names one seed of the tree-root profile: <c>struct { TreeRootUse use; CipherSuite cipher_suite; opaque group_id&lt;V&gt;; uint64 user_epoch;
/// uint32 device_leaf; uint32 generation; } TreeRootContext</c>.</summary>
/// <param name="Use">What the seed is for.</param>
/// <param name="CipherSuite">The suite of the keys.</param>
/// <param name="GroupId">The group of the leaf; empty for <see cref="TreeRootUse.Init"/>.</param>
/// <param name="UserEpoch">The epoch of the user group.</param>
/// <param name="DeviceLeaf">The leaf in the user group of the device that takes the seed.</param>
/// <param name="Generation">That device's counter for <paramref name="Use"/>.</param>
public sealed record TreeRootContext(TreeRootUse Use, CipherSuite CipherSuite, GroupId GroupId, Epoch UserEpoch, uint DeviceLeaf, uint Generation)
    : ITlsStruct<TreeRootContext>
{
    /// <inheritdoc/>
    public static TreeRootContext Read(ref TlsReader reader) => new(
        ReadUse(ref reader),
        CipherSuite.Read(ref reader),
        GroupId.Read(ref reader),
        Epoch.Read(ref reader),
        reader.ReadUInt32(),
        reader.ReadUInt32());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8((byte)Use);
        CipherSuite.Write(writer);
        GroupId.Write(writer);
        UserEpoch.Write(writer);
        writer.WriteUInt32(DeviceLeaf);
        writer.WriteUInt32(Generation);
    }

    private static TreeRootUse ReadUse(ref TlsReader reader)
    {
        var use = reader.ReadUInt8();
        return use is >= 1 and <= 3 ? (TreeRootUse)use : throw reader.Malformed($"tree-root use {use}, allowed are 1 to 3");
    }
}
