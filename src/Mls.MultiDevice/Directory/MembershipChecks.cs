using Mls.Core.Nodes;

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
}
