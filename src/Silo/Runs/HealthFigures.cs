using System.Text.Json.Serialization;
using Grains.Interfaces.Contracts.Views;

namespace Silo.Runs;

/// <summary>Trees, stores and mailboxes; of a large population those of a sample.</summary>
public sealed record HealthFigures
{
    /// <summary>Trees of conversation groups.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TreeFigures? Groups { get; init; }

    /// <summary>Trees of user groups.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TreeFigures? Users { get; init; }

    /// <summary>KeyPackages in stores.</summary>
    public required long KeyPackages { get; init; }

    /// <summary>How often a store was found empty.</summary>
    public required long KeyPackagesExhausted { get; init; }

    /// <summary>Items in mailboxes.</summary>
    public required long Queued { get; init; }

    /// <summary>What devices still have to do.</summary>
    public required long Obligations { get; init; }

    /// <summary>Devices.</summary>
    public required long Devices { get; init; }

    /// <summary>Of these, connected.</summary>
    public required long DevicesOnline { get; init; }

    /// <summary>Users looked at.</summary>
    public required long UsersSeen { get; init; }

    /// <summary>Users that exist.</summary>
    public required long UsersInAll { get; init; }

    internal static HealthFigures? Of(RunHealth? health) => health is null
        ? null
        : new HealthFigures
        {
            Groups = TreeFigures.Of(health.GroupTrees),
            Users = TreeFigures.Of(health.UserTrees),
            KeyPackages = health.KeyPackages,
            KeyPackagesExhausted = health.KeyPackagesExhausted,
            Queued = health.Queued,
            Obligations = health.Obligations,
            Devices = health.Devices,
            DevicesOnline = health.DevicesOnline,
            UsersSeen = health.UsersSeen,
            UsersInAll = health.Users,
        };
}
