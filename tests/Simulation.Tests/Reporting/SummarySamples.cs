using System.Collections.Immutable;
using Simulation.Reporting;
using Simulation.Workload;

namespace Simulation.Tests.Reporting;

/// <summary>Summaries with chosen numbers.</summary>
internal static class SummarySamples
{
    public static readonly AnswerFacts Facts = new(40, "per-client", 20, "sibling", new(8, 2, 4, 40, true, false));

    /// <summary>Octets sent and delivered for changes, KeyPackages, messages and the directory.</summary>
    public static ModeSummary Of(string mode, long changes = 1000, long packages = 500, long messages = 300, long directory = 200, long delivered = 9000) => new()
    {
        Scenario = "sample",
        Seed = 1,
        Mode = mode,
        Suite = "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519",
        Verify = "every-device",
        Entropy = "seeded",
        AddPath = true,
        KeyPackageStock = "per-client",
        Partial = false,
        Users = 4,
        Devices = 10,
        DevicesBySilo = [10],
        Groups = 3,
        VirtualSeconds = 2 * 86_400,
        WallSeconds = 1,
        Digest = "d1",
        TraceDigest = "t1",
        Events = 1,
        Deliveries = 1,
        Invariants = new InvariantResult(ImmutableSortedDictionary<string, long>.Empty, 0, []),
        Operations = OperationNames.Reported.ToImmutableDictionary(name => name, name => Operation(name is OperationNames.AddDevice or OperationNames.RemoveDevice ? 3 : 0)),
        Setup = OperationNames.Reported.ToImmutableDictionary(name => name, _ => Operation(0)),
        Totals = Totals(changes, packages, messages, directory, delivered),
        EffectiveSeconds = new Percentiles(3, 1, 2, 3, 4),
        Commits = new CommitResults(new PathResult(0, null, []), new PathResult(0, null, [])),
        CatchUp = null,
        Trees = null,
        Messages = new MessageResult(7, 0, 0, new Percentiles(3, 1, 2, 3, 4)),
        Refused = ImmutableSortedDictionary<string, long>.Empty,
        HeapOctetsPerDevice = null,
        Thresholds = [],
        Traffic = [],
    };

    /// <summary>Modes that were compared; each gave up so many operations that another one did.</summary>
    public static ImmutableArray<ModeSummary> Compared(params ImmutableArray<(ModeSummary Summary, long Missed)> modes) =>
    [
        .. modes.Select(mode => mode.Summary with
        {
            Comparison = new WorkComparison(
                [.. modes.Select(one => one.Summary.Mode)],
                modes.All(one => one.Missed == 0),
                100,
                100 - modes.Sum(one => one.Missed),
                ImmutableSortedDictionary<string, long>.Empty,
                mode.Missed == 0 ? ImmutableSortedDictionary<string, long>.Empty : ImmutableSortedDictionary<string, long>.Empty.Add(OperationNames.AddDevice, mode.Missed),
                new WorkFigures(mode.Summary.Operations, mode.Summary.Totals, mode.Summary.EffectiveSeconds)),
        }),
    ];

    private static ImmutableSortedDictionary<string, TotalResult> Totals(long changes, long packages, long messages, long directory, long delivered)
    {
        long sum = changes + packages + messages + directory;
        return new Dictionary<string, TotalResult>
        {
            [TotalResults.Changes] = new(changes, delivered, 40),
            [TotalResults.KeyPackages] = new(packages, 0, 2),
            [TotalResults.Messages] = new(messages, 0, 3),
            [TotalResults.Directory] = new(directory, 0, 4),
            [TotalResults.Control] = new(0, 0, 0),
            [TotalResults.WithoutMessages] = new(sum - messages, delivered, 46),
            [TotalResults.Everything] = new(sum, delivered, 49),
            [TotalResults.BetweenServices] = new(0, 0, 0),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static OperationResult Operation(long count) => new()
    {
        Count = count,
        Messages = count,
        OctetsSent = 100 * count,
        OctetsDelivered = 300 * count,
        DirectoryOctetsSent = 0,
        DirectoryOctetsFetched = 0,
        ControlOctetsSent = 0,
        ControlOctetsDelivered = 0,
        HpkeCiphertexts = count,
        Seal = count,
        Open = 2 * count,
        Sign = count,
        Verify = 3 * count,
        DeriveKeyPair = 4 * count,
        DirectorySign = 0,
        DirectoryVerify = 0,
        Commits = count,
        Conflicts = 0,
        Retries = 0,
        Skipped = ImmutableSortedDictionary<string, long>.Empty,
        EffectiveSeconds = null,
    };
}
