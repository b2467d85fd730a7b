using System.Diagnostics.CodeAnalysis;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>What a device refuses before it looks into an item: names that nobody can have, numbers that no log reaches, and requests that are not the account service's to make.</summary>
internal static class ItemRules
{
    /// <summary>Not a name, a number or a task.</summary>
    public const string Malformed = "malformed";

    /// <summary>About a user group, where this device is neither in one nor on its way into one.</summary>
    public const string NoUserGroup = "NoUserGroup";

    /// <summary>About a device that is not a sibling.</summary>
    public const string NotASibling = "NotASibling";

    /// <summary>On behalf of a device that is not its user's, or not any more.</summary>
    public const string NotActive = "NotActive";

    /// <summary>About the removal of a device that no sibling wants to go: that is not the account service's to say.</summary>
    public const string NotLeaving = "NotLeaving";

    /// <summary>The state of another group than the one that was named.</summary>
    public const string WrongGroup = "WrongGroup";

    /// <summary>The rule that an item breaks, or <see langword="null"/>.</summary>
    public static string? Broken(Device device, DeviceItem item) => item switch
    {
        DeviceItem.Entry entry => entry.Number > long.MaxValue || entry.SentAt > long.MaxValue || IsAhead(device, entry.AcceptedAt) ? Malformed : OfGroup(device, entry.Group),
        DeviceItem.Welcomed welcomed => OfGroup(device, welcomed.Group),
        DeviceItem.PublicState state => IsAhead(device, state.AcceptedAt) ? Malformed : OfGroup(device, state.Group),
        DeviceItem.Created created => IsGroup(created.Group) ? null : Malformed,
        DeviceItem.GroupList list => list.Groups.All(IsGroup) ? null : Malformed,
        DeviceItem.GroupLeft left => IsGroup(left.Group) ? null : Malformed,
        DeviceItem.SupplyGroupInfo supply => IsGroup(supply.Group) ? null : Malformed,
        DeviceItem.GroupInfoSupplied supplied => IsGroup(supplied.Group) ? null : Malformed,
        DeviceItem.Enrolled enrolled => enrolled.Device != device.Name && IsDeviceOf(device.User, enrolled.Device) ? null : NotASibling,
        DeviceItem.Assigned { Assignment: var assignment } => Of(device, assignment),
        _ => null,
    };

    /// <summary>Whether the name is of a device of the user.</summary>
    public static bool IsDeviceOf(string user, [NotNullWhen(true)] string? device) =>
        device is not null
        && device.Length > user.Length + 1
        && device.StartsWith(user, StringComparison.Ordinal)
        && device[user.Length] == '/'
        && device.IndexOf('/', user.Length + 1) < 0
        && IsPlain(device);

    /// <summary>Whether nobody else is left of the user: an account does not end with its last device.</summary>
    public static bool IsLastDevice(AuthenticationDirectory directory, string user, string last, long now) =>
        directory.ActiveDevices(user, now).All(active => active == last);

    private static string? Of(Device device, Assignment assignment) => assignment switch
    {
        Assignment.Rotate rotate => IsGroup(rotate.Group) ? null : Malformed,
        Assignment.AddDevice { Group: GroupName.Conversation { Name: var group } } when !IsGroup(group) => Malformed,
        Assignment.RemoveDevice { Group: GroupName.Conversation { Name: var group } } when !IsGroup(group) => Malformed,
        Assignment.RemoveDevice remove when device.Environment.Directory.IsActive(remove.Device, device.Clock.Now) => NotLeaving,
        Assignment.AddDevice add => OfSibling(device, add.Device),
        Assignment.RemoveDevice remove => OfSibling(device, remove.Device),
        Assignment.SiblingWelcome welcome => OfSibling(device, welcome.Device),
        Assignment.PublishKeyPackages => null,
        _ => Malformed,
    };

    private static string? OfSibling(Device device, string name) => IsDeviceOf(device.User, name) ? null : NotASibling;

    private static string? OfGroup(Device device, GroupName group) => group switch
    {
        GroupName.Conversation conversation => IsGroup(conversation.Name) ? null : Malformed,
        _ => device.UserGroup is null && !device.Entrances.IsEntering(group) ? NoUserGroup : null,
    };

    /// <summary>What is said to have been accepted has been.</summary>
    private static bool IsAhead(Device device, ulong time) => time > (ulong)device.Clock.Now;

    private static bool IsGroup(string name) => name.Length > 0 && IsPlain(name);

    // Actors' names hold no '|', and blanks separate them where they are listed.
    private static bool IsPlain(string name) => !name.AsSpan().ContainsAny('|', ' ');
}
