using System.Diagnostics.Metrics;
using Grains.Metering;
using Microsoft.Extensions.DependencyInjection;
using Mls.MultiDevice.Metering;
using TestKit;
using Xunit;

namespace Silo.Tests.Telemetry;

/// <summary>The page about telemetry lists what there is.</summary>
[Collection(MeasuredRuns.Name)]
public sealed class TelemetryPageTests(MeasuredRun run)
{
    private static readonly string[] AddedByExporters = ["otel_scope_name", "le"];

    [Fact]
    public void The_table_has_every_instrument_with_its_kind_unit_labels_and_meaning_and_no_other()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "telemetry.md"));

        Assert.Equal(Instruments().Select(Line).Order(StringComparer.Ordinal), lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 6));
    }

    private static List<Instrument> Instruments()
    {
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        using var engine = new EngineMeter(factory, TimeProvider.System);
        using var devices = new DeviceMeter(factory, TimeProvider.System);
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == factory)
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        return found;
    }

    private string Line(Instrument instrument) =>
        $"| `{instrument.Name}` | {KindOf(instrument)} | {(instrument.Unit is null ? "" : $"`{instrument.Unit}`")} | {string.Join(", ", LabelsOf(instrument))} | {instrument.Description} |";

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "Histogram" => "histogram",
        "ObservableGauge" => "gauge",
        "ObservableCounter" => "counter",
        var other => other,
    };

    private IEnumerable<string> LabelsOf(Instrument instrument)
    {
        string name = instrument.Name.Replace('.', '_');
        return run.During.Concat(run.After)
            .Where(family => family.Help == instrument.Description && family.Name.StartsWith(name, StringComparison.Ordinal))
            .SelectMany(family => family.Samples)
            .SelectMany(sample => sample.Labels.Keys)
            .Distinct()
            .Except(AddedByExporters)
            .Order(StringComparer.Ordinal);
    }
}
