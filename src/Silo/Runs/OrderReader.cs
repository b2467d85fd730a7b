using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Scenarios;

namespace Silo.Runs;

/// <summary>Checks orders: gives a scenario, or every fault by its field.</summary>
/// <param name="catalog">Scenarios by name. An order names one and never a path: nobody reads other files through it.</param>
/// <param name="reader">Reads them.</param>
/// <param name="modes">Modes that can be run.</param>
internal sealed class OrderReader(ScenarioCatalog catalog, ScenarioReader reader, ImmutableArray<string> modes)
{
    /// <summary>The scenario; null where there are faults.</summary>
    public Scenario? Read(RunOrder order, out ImmutableArray<OrderFault> faults)
    {
        var found = ImmutableArray.CreateBuilder<OrderFault>();
        found.AddRange(order.Modes
            .Where(mode => !modes.Contains(mode))
            .Select(mode => new OrderFault("modes", $"{Printable.Line(mode)}: must be one of {string.Join(", ", modes)}")));
        if (order.Modes.Distinct(StringComparer.Ordinal).Count() != order.Modes.Length)
        {
            found.Add(new OrderFault("modes", "the same mode twice"));
        }

        string? file = catalog.Find(order.Scenario);
        Scenario? scenario = file is not null
            ? Read(file, [.. order.Overrides.Select(one => new ScenarioOverride($"{one.Key}={one.Value}", one.Key, one.Value))], found)
            : null;
        if (file is null)
        {
            found.Add(new OrderFault("scenario", $"{Printable.Line(order.Scenario)}: must be one of {string.Join(", ", catalog.Names)}"));
        }

        faults = found.ToImmutable();
        return faults.IsEmpty ? scenario : null;
    }

    /// <summary>A form shows all its faults at once: what is at fault is left out, and the rest is read again.</summary>
    private Scenario? Read(string file, ImmutableArray<ScenarioOverride> overrides, ImmutableArray<OrderFault>.Builder faults)
    {
        string text = ScenarioCatalog.ReadText(file);
        while (true)
        {
            try
            {
                return reader.Read(file, text, overrides);
            }
            catch (ScenarioException fault)
            {
                ScenarioOverride? culprit = overrides.FirstOrDefault(one => fault.Message.StartsWith(one.Option, StringComparison.Ordinal));
                faults.Add(new OrderFault(culprit?.Key ?? Field(fault), fault.Problem));
                if (culprit is null)
                {
                    return null;
                }

                overrides = overrides.Remove(culprit);
            }
        }
    }

    private static string Field(ScenarioException fault) => fault.Path.StartsWith("$.", StringComparison.Ordinal) ? fault.Path[2..] : fault.Path;
}
