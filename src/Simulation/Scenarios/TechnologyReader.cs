using System.Collections.Immutable;
using System.Globalization;
using Mls.MultiDevice;
using Mls.MultiDevice.Policies;
using Simulation.Policies;

namespace Simulation.Scenarios;

/// <summary>Reads what the users' systems are made of, and what is expected of them.</summary>
internal static class TechnologyReader
{
    private const int LongestMilliseconds = 600_000;
    private const int LongestMicroseconds = 60_000_000;

    private static readonly ImmutableArray<(string Name, ThresholdMetric Metric)> ThresholdNames =
    [
        ("lostMessages", ThresholdMetric.LostMessages),
        ("skippedOperations", ThresholdMetric.SkippedOperations),
        ("effectiveP50Seconds", ThresholdMetric.EffectiveP50Seconds),
        ("effectiveP95Seconds", ThresholdMetric.EffectiveP95Seconds),
        ("effectiveP99Seconds", ThresholdMetric.EffectiveP99Seconds),
        ("conflictShare", ThresholdMetric.ConflictShare),
        ("octetsPerDeviceAndDay", ThresholdMetric.OctetsPerDeviceAndDay),
        ("missedOperations", ThresholdMetric.MissedOperations),
    ];

    /// <summary>The name of a metric in scenario files and summaries.</summary>
    public static string NameOf(ThresholdMetric metric) => ThresholdNames.First(entry => entry.Metric == metric).Name;

    public static KeyPackagePool KeyPackages(ScenarioObject root)
    {
        ScenarioObject node = root.Object("keyPackages", "pool", "refillBelow", "stock", "renewAfterAdd");
        int size = node.Integer("pool", 1, 10_000, 20);
        return new KeyPackagePool(
            size,
            node.Integer("refillBelow", 0, size, Math.Min(5, size)),
            node.Choice("stock", KeyPackageStock.PerClient, ChoiceNames.Stocks),
            node.Flag("renewAfterAdd", false));
    }

    public static NetworkLinks Network(ScenarioObject root)
    {
        ScenarioObject node = root.Object("network", "deviceToService", "serviceToDevice", "serviceToService");
        return new NetworkLinks(Link(node, "deviceToService", 20, 60), Link(node, "serviceToDevice", 20, 60), Link(node, "serviceToService", 20, 20));
    }

    public static ImmutableSortedDictionary<DeviceClass, DeviceCosts> Costs(ScenarioObject root)
    {
        ScenarioObject node = root.Object("costs", DeviceClasses.Names);
        return DeviceClasses.Choices.ToImmutableSortedDictionary(choice => choice.Value, choice => Costs(node, choice.Name));
    }

    public static ChosenPolicies Policies(ScenarioObject root, ScenarioPolicies policies)
    {
        ScenarioObject node = root.Object(
            "policies",
            policies.Committer.Kind,
            policies.Delivery.Kind,
            policies.LeafPlacement.Kind,
            "addPath",
            "signatureKeys",
            policies.HandshakeFraming.Kind,
            "backOffMilliseconds");
        IPolicy committer = node.Policy(policies.Committer);
        IPolicy delivery = node.Policy(policies.Delivery);
        return new ChosenPolicies(
            committer,
            delivery,
            node.Policy(policies.LeafPlacement),
            node.Flag("addPath", true),
            SignatureKeys(node),
            node.Policy(policies.HandshakeFraming),
            node.Integer("backOffMilliseconds", 1, LongestMilliseconds, 500))
        {
            OfActors = [new PolicyChoice(policies.Committer.Kind, committer.Name), new PolicyChoice(policies.Delivery.Kind, delivery.Name)],
        };
    }

    /// <summary>One key for several devices, as the draft of the modes allows, cannot be: it would stand in several leaves of a group.</summary>
    private static SignatureKeyScope SignatureKeys(ScenarioObject policies)
    {
        const string Key = "signatureKeys";
        return policies.Has(Key) && policies.Raw(Key)?.ToJsonString() == "\"joint\""
            ? throw policies.Fault(Key, "must be one of \"per-leaf\", \"per-user-epoch\", \"device\", not \"joint\": RFC 9420, section 7.3, allows a signature key in one leaf of a group only; what devices share is their credential's identity")
            : policies.Choice(Key, SignatureKeyScope.PerLeaf, ChoiceNames.SignatureKeys);
    }

    public static Attack Attack(ScenarioObject root)
    {
        ScenarioObject node = root.Object("attack", "stolenDevices", "messages");
        return new Attack(node.Integer("stolenDevices", 0, 1_000, 0), node.Integer("messages", 0, 10_000, 64));
    }

    public static ImmutableArray<Threshold> Thresholds(ScenarioObject root)
    {
        ScenarioObject node = root.Object("thresholds", [.. ThresholdNames.Select(entry => entry.Name)]);
        return
        [
            .. ThresholdNames
                .Where(entry => node.Has(entry.Name))
                .Select(entry => new Threshold(entry.Metric, node.Number(entry.Name, 0, 1e15))),
        ];
    }

    private static LinkLatency Link(ScenarioObject network, string key, int minimum, int mean)
    {
        ScenarioObject node = network.Object(key, "minimumMilliseconds", "meanMilliseconds");
        int least = node.Integer("minimumMilliseconds", 1, LongestMilliseconds, minimum);
        int average = node.Integer("meanMilliseconds", 1, LongestMilliseconds, Math.Max(least, mean));
        return average >= least
            ? new LinkLatency(least, average)
            : throw node.Fault(
                node.Has("meanMilliseconds") ? "meanMilliseconds" : "minimumMilliseconds",
                string.Create(CultureInfo.InvariantCulture, $"the mean must be at least the minimum ({least}), not {average}"));
    }

    private static DeviceCosts Costs(ScenarioObject costs, string key)
    {
        ScenarioObject node = costs.Object(key, "sign", "verify", "seal", "open", "deriveKeyPair", "aead", "hash");
        return new DeviceCosts(
            node.Integer("sign", 0, LongestMicroseconds, 0),
            node.Integer("verify", 0, LongestMicroseconds, 0),
            node.Integer("seal", 0, LongestMicroseconds, 0),
            node.Integer("open", 0, LongestMicroseconds, 0),
            node.Integer("deriveKeyPair", 0, LongestMicroseconds, 0),
            node.Integer("aead", 0, LongestMicroseconds, 0),
            node.Integer("hash", 0, LongestMicroseconds, 0));
    }
}
