using System.Buffers.Binary;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Message slots for devices that share a leaf: of S leaves of the user group in the epoch that the active leaf names, the device at leaf i takes the
/// generations i, i + S, i + 2S and so on, so that no two devices ever take the same key. The reuse guard stays random (RFC 9420, section 6.3.1).</summary>
/// <param name="epochs">The user group's epochs, lent.</param>
public sealed class StripedSlots(UserEpochs epochs) : IMessageSlotPolicy
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">This device must not send under the leaf (<see cref="MaySend"/>), or the ratchet is used up.</exception>
    public uint Generation(GroupId group, LeafNode own, uint next)
    {
        var epoch = Epoch(own) ?? throw new InvalidOperationException($"no stripe in group {group}: the active leaf is of a user epoch without this device");
        var stripe = epoch.OwnLeaf.Value;
        var behind = next % epoch.LeafCount;
        var generation = (ulong)next - behind + stripe + (behind > stripe ? epoch.LeafCount : 0);
        return generation <= uint.MaxValue
            ? (uint)generation
            : throw new InvalidOperationException($"all generations of the leaf in group {group} are used up");
    }

    /// <inheritdoc/>
    public uint ReuseGuard(GroupId group, ReadOnlySpan<byte> nonce, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> guard = stackalloc byte[sizeof(uint)];
        random.Fill(guard);
        return BinaryPrimitives.ReadUInt32BigEndian(guard);
    }

    /// <summary>Whether this device has a stripe under <paramref name="activeLeaf"/>: not where it joined the user group later than the epoch behind the leaf.</summary>
    public bool MaySend(LeafNode activeLeaf) => Epoch(activeLeaf) is not null;

    private UserEpoch? Epoch(LeafNode leaf) =>
        LeafRef.Of(leaf) is { } reference && epochs.Find(reference.EpochTag) is { } epoch && epoch.IsOccupied(epoch.OwnLeaf.Value) ? epoch : null;
}
