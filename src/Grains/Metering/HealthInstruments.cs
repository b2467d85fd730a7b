using System.Diagnostics.Metrics;
using System.Globalization;
using Grains.Interfaces.Contracts.Views;

namespace Grains.Metering;

/// <summary>Gauges of the state of groups and users over all open runs, as it was when somebody last asked for it: a page or whoever watches does so every few seconds.</summary>
internal static class HealthInstruments
{
    /// <summary>Depths of trees that are told apart; what lies deeper is left out, so that there are only so many series.</summary>
    private const int MostDepths = 21;

    /// <summary>Makes them.</summary>
    public static void AddTo(Meter meter, Func<IEnumerable<RunMeter>> open)
    {
        meter.CreateObservableGauge("mls.tree.leaves", () => OfTrees(open, trees => trees.Members), "{leaf}", "Leaves of ratchet trees that are not blank.");
        meter.CreateObservableGauge("mls.tree.unmerged", () => OfTrees(open, trees => trees.Unmerged), "{leaf}", "Unmerged leaves, once for each node that names them.");
        meter.CreateObservableGauge("mls.tree.resolution.max", () => OfTrees(open, trees => trees.LargestResolution), "{node}", "The largest resolution of a node other than a root.");
        meter.CreateObservableGauge("mls.tree.blank.ratio", () => Blank(open), null, "Share of the nodes at a depth that are blank, the root being at depth 0.");
        meter.CreateObservableGauge("mls.ds.queue.depth", () => Of(open, health => health.Queued), "{item}", "Items in the mailboxes of devices.");
        meter.CreateObservableGauge("mls.keypackages.available", () => Of(open, health => health.KeyPackages), "{keypackage}", "KeyPackages in stores.");
        meter.CreateObservableCounter("mls.keypackages.exhausted", () => Of(open, health => health.KeyPackagesExhausted), "{request}", "Requests for a KeyPackage that found the store empty.");
    }

    private static IEnumerable<Measurement<long>> Of(Func<IEnumerable<RunMeter>> open, Func<RunHealth, long> value) =>
        ByMode(open).Select(mode => new Measurement<long>(value(mode.Health), Mode(mode.Name)));

    private static IEnumerable<Measurement<long>> OfTrees(Func<IEnumerable<RunMeter>> open, Func<TreeHealth, long> value) =>
        ByMode(open).SelectMany(mode => Kinds(mode.Health).Select(kind => new Measurement<long>(value(kind.Trees), Mode(mode.Name), Kind(kind.Name))));

    private static IEnumerable<Measurement<double>> Blank(Func<IEnumerable<RunMeter>> open) =>
        from mode in ByMode(open)
        from kind in Kinds(mode.Health)
        from depth in kind.Trees.Depths.Take(MostDepths).Select((nodes, depth) => (Nodes: nodes, Depth: depth))
        select new Measurement<double>(
            (double)depth.Nodes.Blank / depth.Nodes.Nodes, Mode(mode.Name), Kind(kind.Name), new("depth", depth.Depth.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<(string Name, RunHealth Health)> ByMode(Func<IEnumerable<RunMeter>> open) => open()
        .GroupBy(run => run.Mode, StringComparer.Ordinal)
        .Select(runs => (runs.Key, runs.Aggregate(RunHealth.None, (sum, run) => sum.Add(run.Reading.Health))));

    /// <summary>A kind without trees has no series.</summary>
    private static IEnumerable<(string Name, TreeHealth Trees)> Kinds(RunHealth health) =>
        new (string Name, TreeHealth Trees)[] { ("conversation", health.GroupTrees), ("user", health.UserTrees) }.Where(kind => kind.Trees.Trees > 0);

    private static KeyValuePair<string, object?> Mode(string mode) => new("mode", mode);

    private static KeyValuePair<string, object?> Kind(string kind) => new("group_kind", kind);
}
