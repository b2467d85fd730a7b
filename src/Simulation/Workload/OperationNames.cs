using System.Collections.Immutable;

namespace Simulation.Workload;

/// <summary>The names of operations in traces, tables and files.</summary>
public static class OperationNames
{
    /// <summary>A user appears.</summary>
    public const string RegisterUser = "register-user";

    /// <summary>A group is created.</summary>
    public const string CreateGroup = "create-group";

    /// <summary>A user is added to a group.</summary>
    public const string AddUser = "add-user";

    /// <summary>A user is removed from a group.</summary>
    public const string RemoveUser = "remove-user";

    /// <summary>A user gets a device.</summary>
    public const string AddDevice = "add-device";

    /// <summary>A user loses a device.</summary>
    public const string RemoveDevice = "remove-device";

    /// <summary>A device replaces its keys.</summary>
    public const string UpdateKeys = "update-keys";

    /// <summary>An application message.</summary>
    public const string SendMessage = "send-message";

    /// <summary>KeyPackages are published; never in a trace, devices do it on their own.</summary>
    public const string PublishKeyPackages = "publish-key-packages";

    /// <summary>A device puts its own key into its user's leaf before it can sign; never in a trace, devices do it on their own.</summary>
    public const string TakeOverLeaf = "take-over-leaf";

    /// <summary>A device connects.</summary>
    public const string GoOnline = "go-online";

    /// <summary>A device disconnects.</summary>
    public const string GoOffline = "go-offline";

    /// <summary>The operations of the result table, in its order.</summary>
    public static readonly ImmutableArray<string> Reported =
        [CreateGroup, AddUser, RemoveUser, AddDevice, RemoveDevice, UpdateKeys, SendMessage, PublishKeyPackages, TakeOverLeaf];

    /// <summary>Those that devices do without being told to, and that no trace has.</summary>
    public static readonly ImmutableArray<string> Unplanned = [PublishKeyPackages, TakeOverLeaf];
}
