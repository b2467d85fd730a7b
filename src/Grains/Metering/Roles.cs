using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>What metrics and spans call the kinds of actors.</summary>
internal static class Roles
{
    public static string Of(ActorKind kind) => kind switch
    {
        ActorKind.Device => "device",
        ActorKind.User => "user",
        ActorKind.Group => "group",
        _ => "outside",
    };
}
