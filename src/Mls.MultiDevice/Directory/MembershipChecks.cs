using Mls.Core.Nodes;
using Mls.Core.Tree;

namespace Mls.MultiDevice.Directory;

/// <summary>What an application checks beyond RFC 9420 where each device is a leaf of a group. Pure predicates.</summary>
public static class MembershipChecks
{
    /// <summary>(a) The one user that a credential names, or <see langword="null"/>: only basic credentials whose identity is a user's id name one.</summary>
    public static string? UserOf(Credential credential) => credential is Credential.Basic basic ? UserId.Name(basic.Identity) : null;

    /// <inheritdoc cref="UserOf(Credential)"/>
    public static string? UserOf(LeafNode leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        return UserOf(leaf.Credential);
    }

    /// <summary>(a) Every leaf is some user's.</summary>
    public static bool EveryLeafNamesAUser(RatchetTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.Leaves().All(member => UserOf(member.Node) is not null);
    }

    /// <summary>(b) An added leaf is an active device of the user that it names, by the statement of the user's account.</summary>
    public static bool IsActiveDevice(LeafNode added, AuthenticationDirectory directory, long now)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return UserOf(added) is { } user
            && directory.DeviceOf(user, added.SignatureKey, now) is { } device
            && directory.ActiveDevices(user, now).Contains(device, StringComparer.Ordinal);
    }

    /// <summary>(c) Whether a group holds all active devices of a user, some, or nothing of the user at all.</summary>
    /// <param name="present">The user's devices that are leaves of the group.</param>
    /// <param name="active">The user's active devices.</param>
    public static UserMembership MembershipOf(IReadOnlyCollection<string> present, IReadOnlyCollection<string> active)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(active);
        if (present.Count == 0)
        {
            return UserMembership.Not;
        }

        return active.Count > 0 && active.All(device => present.Contains(device, StringComparer.Ordinal)) ? UserMembership.Fully : UserMembership.Partly;
    }

    /// <summary>(d) No two leaves have a signature key or an encryption key in common (RFC 9420, section 7.3 demands it, too).</summary>
    public static bool HasDistinctKeys(RatchetTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var leaves = tree.Leaves().Select(member => member.Node).ToList();
        return leaves.Select(leaf => leaf.SignatureKey).Distinct().Count() == leaves.Count
            && leaves.Select(leaf => leaf.EncryptionKey).Distinct().Count() == leaves.Count;
    }

    /// <summary>(e) The devices that should long have been removed from a group: revoked, still there, and the time to remove them is over.</summary>
    /// <param name="present">The user's devices that are leaves of the group.</param>
    /// <param name="revoked">The user's revoked devices.</param>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="limitMilliseconds">How long a removal may take.</param>
    public static IReadOnlyList<string> Overdue(
        IReadOnlyCollection<string> present, IReadOnlyCollection<RevokedDevice> revoked, long now, long limitMilliseconds) =>
        [.. revoked
            .Where(device => now - device.At > limitMilliseconds && present.Contains(device.Device, StringComparer.Ordinal))
            .Select(device => device.Device)];
}
