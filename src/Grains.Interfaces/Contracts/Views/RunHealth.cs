namespace Grains.Interfaces.Contracts.Views;

/// <summary>The state of a run's groups and users, of one silo or of all. Of a large population a sample is looked at: the same groups and users each time.</summary>
[GenerateSerializer]
[Immutable]
[Alias("run-health")]
public sealed record RunHealth
{
    /// <summary>Of nobody.</summary>
    public static RunHealth None { get; } = new();

    /// <summary>Groups that exist.</summary>
    [Id(0)]
    public long Groups { get; init; }

    /// <summary>Users that exist.</summary>
    [Id(1)]
    public long Users { get; init; }

    /// <summary>Users that were looked at; <see cref="GroupTrees"/> says how many groups.</summary>
    [Id(2)]
    public long UsersSeen { get; init; }

    /// <summary>Trees of conversation groups.</summary>
    [Id(3)]
    public TreeHealth GroupTrees { get; init; } = TreeHealth.None;

    /// <summary>Trees of user groups.</summary>
    [Id(4)]
    public TreeHealth UserTrees { get; init; } = TreeHealth.None;

    /// <summary>Devices of the users seen.</summary>
    [Id(5)]
    public long Devices { get; init; }

    /// <summary>Of these, connected.</summary>
    [Id(6)]
    public long DevicesOnline { get; init; }

    /// <summary>Items in their mailboxes.</summary>
    [Id(7)]
    public long Queued { get; init; }

    /// <summary>KeyPackages in the stores of the users seen.</summary>
    [Id(8)]
    public long KeyPackages { get; init; }

    /// <summary>How often one of these stores was found empty.</summary>
    [Id(9)]
    public long KeyPackagesExhausted { get; init; }

    /// <summary>What devices of the users seen still have to do.</summary>
    [Id(10)]
    public long Obligations { get; init; }

    /// <summary>Of both.</summary>
    public RunHealth Add(RunHealth other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Groups = Groups + other.Groups,
            Users = Users + other.Users,
            UsersSeen = UsersSeen + other.UsersSeen,
            GroupTrees = GroupTrees.Add(other.GroupTrees),
            UserTrees = UserTrees.Add(other.UserTrees),
            Devices = Devices + other.Devices,
            DevicesOnline = DevicesOnline + other.DevicesOnline,
            Queued = Queued + other.Queued,
            KeyPackages = KeyPackages + other.KeyPackages,
            KeyPackagesExhausted = KeyPackagesExhausted + other.KeyPackagesExhausted,
            Obligations = Obligations + other.Obligations,
        };
    }
}
