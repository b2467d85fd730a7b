using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;

namespace Silo.Dashboard;

/// <summary>An order as the page sends it.</summary>
internal sealed record OrderBody
{
    /// <summary>Name of a scenario.</summary>
    public string? Scenario { get; init; }

    /// <summary>Modes; null or none for all.</summary>
    public ImmutableArray<string>? Modes { get; init; }

    /// <summary>Values of the scenario that are to be others, by dotted key.</summary>
    public ImmutableDictionary<string, string>? Overrides { get; init; }

    /// <summary>queue, which is what null means, or refuse.</summary>
    public string? WhenBusy { get; init; }

    /// <summary>The order; null, with what is wrong, where it is none.</summary>
    public RunOrder? Order(out OrderFault? fault)
    {
        WhenBusy? busy = WhenBusy switch
        {
            null or "queue" => Grains.Interfaces.Contracts.Runs.WhenBusy.Queue,
            "refuse" => Grains.Interfaces.Contracts.Runs.WhenBusy.Refuse,
            _ => null,
        };
        fault = busy is null ? new OrderFault("whenBusy", "must be one of queue, refuse")
            : Modes?.Contains(null!) ?? false ? new OrderFault("modes", "must be a list of names")
            : Scenario is null ? new OrderFault("scenario", "is missing")
            : Overrides?.ContainsValue(null!) ?? false ? new OrderFault("overrides", "must be an object of texts")
            : null;
        return fault is null ? new RunOrder(Scenario!, Modes ?? [], [.. (Overrides ?? ImmutableDictionary<string, string>.Empty).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new RunOverride(one.Key, one.Value))], busy!.Value) : null;
    }
}
