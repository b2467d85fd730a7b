using Grains.Interfaces.Contracts;

namespace Grains.Services;

/// <summary>Delivery addresses: a user ("u0001": all its devices) or one device ("u0001/d1").</summary>
internal static class Address
{
    /// <summary>The user that an address belongs to.</summary>
    public static string UserOf(string address)
    {
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? address : address[..slash];
    }

    /// <summary>Whether the name is a device's: user, stroke, device.</summary>
    public static bool IsDevice(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < name.Length - 1 && name.IndexOf('/', slash + 1) < 0 && IsPlain(name);
    }

    /// <summary>Whether the name is a user's or a device's.</summary>
    public static bool IsAddress(string name) => IsDevice(name) || (name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) && IsPlain(name));

    /// <summary>Whether the name can be a group's.</summary>
    public static bool IsGroup(string name) => name.Length > 0 && IsPlain(name);

    /// <summary>Whether mail for <paramref name="address"/> reaches <paramref name="device"/>.</summary>
    public static bool Reaches(string address, string device) => address == device || address == UserOf(device);

    // Actor names hold no '|'; observations separate names by blanks.
    private static bool IsPlain(string name) => !name.AsSpan().ContainsAny('|', ' ');

    /// <summary>Whether the sender is that device, or the account service of its user.</summary>
    public static bool Speaks(ActorId sender, string device) => IsDevice(device)
        && ((sender.Kind == ActorKind.Device && sender.Name == device) || (sender.Kind == ActorKind.User && sender.Name == UserOf(device)));
}
