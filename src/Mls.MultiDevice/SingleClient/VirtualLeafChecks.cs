using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.SingleClient.TreeRoot;

namespace Mls.MultiDevice.SingleClient;

/// <summary>What an application checks beyond RFC 9420 where a user is one leaf of a group. Pure predicates.</summary>
public static class VirtualLeafChecks
{
    /// <summary>RFC 9420 extension type app_data_dictionary of draft-ietf-mls-extensions.</summary>
    private static readonly ExtensionType AppDataDictionary = new(0x0006);

    /// <summary>(a) No user has two leaves, and every leaf is some user's.</summary>
    public static bool HasOneLeafPerUser(RatchetTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, leaf) in tree.Leaves())
        {
            if (MembershipChecks.UserOf(leaf) is not { } user || !seen.Add(user))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>(b) A leaf that a Commit of the virtual client brings names a device that was there in the user epoch it is derived from.</summary>
    /// <exception cref="MalformedException">The leaf's reference does not decode.</exception>
    public static bool NamesCurrentDevice(LeafNode leaf, UserEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        return LeafRef.Of(leaf) is { } reference && reference.EpochTag == epoch.Tag && epoch.IsOccupied(reference.DeviceLeaf);
    }

    /// <summary>(c) Both derived public keys are the published ones.</summary>
    public static bool KeysMatch(LeafKeys derived, LeafNode published)
    {
        ArgumentNullException.ThrowIfNull(derived);
        ArgumentNullException.ThrowIfNull(published);
        return derived.EncryptionKey.PublicKey == published.EncryptionKey && derived.SignatureKey.PublicKey == published.SignatureKey;
    }

    /// <summary>(d) The user epoch behind the active leaf does not go back.</summary>
    /// <param name="present">The user epoch behind the present leaf; <see langword="null"/> where it is older than all that are kept.</param>
    /// <param name="next">The user epoch behind the leaf that takes its place.</param>
    public static bool DoesNotGoBack(Epoch? present, Epoch next) => present is not { } epoch || next >= epoch;

    /// <summary>(e) Application messages may be sent, given the policy for rotations that a removal has caused.</summary>
    /// <param name="removalPending">Whether a removed device still knows the active leaf's keys (<see cref="StripedSlots.IsRemovalPending"/>).</param>
    /// <param name="blockOnRemoval">The policy.</param>
    public static bool MaySendApplication(bool removalPending, bool blockOnRemoval) => !(removalPending && blockOnRemoval);

    /// <summary>(f) A KeyPackage derived in <paramref name="made"/> is usable: no device has been removed since.</summary>
    public static bool IsKeyPackageUsable(Epoch made, Epoch? lastRemoval) => lastRemoval is not { } removal || made >= removal;

    /// <summary>(f) The active leaf came in with a KeyPackage, or with the group itself, of an older user epoch: it is rotated before the first message, for a device
    /// that was removed since can derive its keys.</summary>
    /// <exception cref="MalformedException">The leaf's reference does not decode.</exception>
    public static bool MustRotateFirst(LeafNode activeLeaf, UserEpochs epochs)
    {
        ArgumentNullException.ThrowIfNull(activeLeaf);
        ArgumentNullException.ThrowIfNull(epochs);
        return activeLeaf.Source is LeafNodeSource.KeyPackage && LeafRef.Of(activeLeaf)?.EpochTag != epochs.Current.Tag;
    }

    /// <summary>(g) A GroupInfo of the user group may be published: it does not carry the component that holds the virtual client's state.</summary>
    /// <param name="info">The GroupInfo.</param>
    /// <param name="virtualClients">The component's number.</param>
    public static bool IsPublishable(GroupInfo info, ushort virtualClients)
    {
        ArgumentNullException.ThrowIfNull(info);
        foreach (var extension in info.Extensions.Items)
        {
            if (extension.Type == AppDataDictionary && MayHold(extension.Data, virtualClients))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>struct { ComponentID component_id; opaque data&lt;V&gt;; } ComponentData; struct { ComponentData component_data&lt;V&gt;; } AppDataDictionary</c>.
    /// What does not decode may hold anything.</summary>
    private static bool MayHold(OpaqueBytes dictionary, ushort component)
    {
        try
        {
            var reader = new TlsReader(dictionary.Span);
            var entries = reader.ReadVector();
            reader.ExpectEnd();
            while (!entries.AtEnd)
            {
                if (entries.ReadUInt16() == component)
                {
                    return true;
                }

                _ = entries.ReadOpaqueSpan();
            }

            return false;
        }
        catch (MalformedException)
        {
            return true;
        }
    }
}
