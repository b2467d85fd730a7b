using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Workload;

namespace Silo.Exploring;

/// <summary>A change that somebody wants to see. Only <see cref="Check"/> says whether it can be shown.</summary>
/// <param name="Operation">The change.</param>
/// <param name="Users">Users.</param>
/// <param name="Devices">Devices of each.</param>
/// <param name="Groups">Groups that all users are in.</param>
public sealed record ExplorationRequest(string Operation, int Users, int Devices, int Groups)
{
    private const int MostUsers = 64;
    private const int MostDevices = 8;
    private const int MostGroups = 8;

    /// <summary>Leaves of all groups in multi-client mode: each of them is warmed by Commits of its own.</summary>
    private const int MostLeaves = 128;

    /// <summary>Changes that can be shown.</summary>
    public static ImmutableArray<string> Operations { get; } =
        [OperationNames.RemoveDevice, OperationNames.AddDevice, OperationNames.UpdateKeys, OperationNames.AddUser, OperationNames.RemoveUser];

    /// <summary>What is wrong with it, by field; nothing where it can be shown.</summary>
    public ImmutableArray<OrderFault> Check()
    {
        ImmutableArray<OrderFault> single =
        [
            .. Operations.Contains(Operation) ? [] : (OrderFault[])[new("operation", $"must be one of {string.Join(", ", Operations)}")],
            .. Between("users", Users, 2, MostUsers),
            .. Between("devices", Devices, Operation == OperationNames.RemoveDevice ? 2 : 1, MostDevices),
            .. Between("groups", Groups, 1, MostGroups),
        ];
        return !single.IsEmpty ? single
            : (long)Users * Devices * Groups > MostLeaves ? [new OrderFault("users", $"users x devices x groups must be at most {MostLeaves}, so that the picture can be seen and comes soon")]
            : [];
    }

    private static IEnumerable<OrderFault> Between(string field, int number, int least, int most) => number >= least && number <= most
        ? []
        : [new OrderFault(field, FormattableString.Invariant($"must be a whole number from {least} to {most}"))];
}
