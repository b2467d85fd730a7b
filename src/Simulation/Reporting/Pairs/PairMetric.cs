using System.Collections.Immutable;
using System.Text.Json;

namespace Simulation.Reporting.Pairs;

/// <summary>A number of a run that can be compared with that of another one.</summary>
/// <param name="Name">Its name, also in conditions.</param>
/// <param name="Unit">octets, seconds or count.</param>
/// <param name="Value">Finds it in a summary; null where it was not measured.</param>
public sealed record PairMetric(string Name, string Unit, Func<JsonElement, double?> Value)
{
    /// <summary>All of them, in the order of tables.</summary>
    public static readonly ImmutableArray<PairMetric> All =
    [
        new("octetsSent", "octets", summary => Json.Number(summary, "totals", "everything", "octetsSent")),
        new("octetsDelivered", "octets", summary => Json.Number(summary, "totals", "everything", "octetsDelivered")),
        new("octetsSentWithoutMessages", "octets", summary => Json.Number(summary, "totals", "withoutMessages", "octetsSent")),
        new("octetsDeliveredWithoutMessages", "octets", summary => Json.Number(summary, "totals", "withoutMessages", "octetsDelivered")),
        new("octetsSentForKeyPackages", "octets", summary => Json.Number(summary, "totals", "keyPackages", "octetsSent")),
        new("publicKeyOperations", "count", summary => Json.Number(summary, "totals", "everything", "publicKeyOperations")),
        new("commits", "count", summary => Json.Sum(summary, "operations", operation => Json.Number(operation, "commits"))),
        new("conflicts", "count", summary => Json.Sum(summary, "operations", operation => Json.Number(operation, "conflicts"))),
        new("skippedOperations", "count", summary => Json.Sum(summary, "operations", operation => Json.Sum(operation, "skipped", times => times.GetDouble()))),
        new("lostMessages", "count", summary => Json.Number(summary, "messages", "lost")),
        new("effectiveP50Seconds", "seconds", summary => Json.Number(summary, "effectiveSeconds", "p50")),
        new("effectiveP95Seconds", "seconds", summary => Json.Number(summary, "effectiveSeconds", "p95")),
        new("messageP95Seconds", "seconds", summary => Json.Number(summary, "messages", "latencySeconds", "p95")),
        new("heapOctetsPerDevice", "octets", summary => Json.Number(summary, "heapOctetsPerDevice")),
        new("wallSeconds", "seconds", summary => Json.Number(summary, "wallSeconds")),
    ];
}
