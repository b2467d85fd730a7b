using System.Collections.Immutable;
using System.CommandLine;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Telemetry;

/// <summary>The words for <see cref="TelemetryTarget"/> on command lines.</summary>
internal static class TelemetryTargets
{
    public const string OptionName = "--telemetry";

    private static readonly IReadOnlyDictionary<string, TelemetryTarget> ByName = new Dictionary<string, TelemetryTarget>(StringComparer.Ordinal)
    {
        ["none"] = TelemetryTarget.None,
        ["console"] = TelemetryTarget.Console,
        ["otlp"] = TelemetryTarget.Otlp,
    };

    /// <summary>The option of every command that starts silos.</summary>
    public static Option<string> NewOption() => new(OptionName)
    {
        HelpName = string.Join('|', ByName.Keys),
        Description = "Where silos send metrics while they run: standard error, or a collector that OTEL_EXPORTER_OTLP_ENDPOINT names. Traces, too, where OTEL_TRACES_SAMPLER is set.",
        DefaultValueFactory = _ => NameOf(TelemetryTarget.None),
    };

    public static string NameOf(TelemetryTarget target) => ByName.Single(pair => pair.Value == target).Key;

    /// <summary>What a word means, where the variables that go with it mean something, too.</summary>
    /// <exception cref="WrongUseException">One of them does not; one line says which.</exception>
    public static TelemetryTarget Read(string? word, ImmutableDictionary<string, string> variables)
    {
        var target = Parse(word);
        if (target != TelemetryTarget.None)
        {
            TelemetryVariables.Check(variables);
        }

        return target;
    }

    /// <summary>What a word means.</summary>
    /// <exception cref="WrongUseException">Nothing.</exception>
    public static TelemetryTarget Parse(string? word) => word is not null && ByName.TryGetValue(word, out var target)
        ? target
        : throw new WrongUseException($"{OptionName} {word}: must be one of {string.Join(", ", ByName.Keys)}{Nearest.Hint(word ?? "", ByName.Keys)}");
}
