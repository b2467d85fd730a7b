using System.Collections;
using System.Collections.Immutable;
using Simulation.Driving;

namespace Silo.Telemetry;

/// <summary>What a silo does with its metrics and traces.</summary>
/// <param name="Target">Where it sends them.</param>
public sealed record TelemetryOptions(TelemetryTarget Target)
{
    private const string Prefix = "OTEL_";

    /// <summary>Neither sends nor serves anything.</summary>
    public static TelemetryOptions None { get; } = new(TelemetryTarget.None);

    /// <summary>Whether metrics can be fetched in the text format of Prometheus; see <see cref="TelemetryEndpoints.MapTelemetry"/>.</summary>
    public bool ServesMetrics { get; init; }

    /// <summary>The variables of the OpenTelemetry specification that are set, by name.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether anything is to be measured at all.</summary>
    public bool IsOn => ServesMetrics || Target != TelemetryTarget.None;

    /// <summary>Those of the process's environment variables that the specification of OpenTelemetry names.</summary>
    public static ImmutableDictionary<string, string> VariablesOf(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Cast<DictionaryEntry>()
            .Where(entry => ((string)entry.Key).StartsWith(Prefix, StringComparison.Ordinal) && entry.Value is string { Length: > 0 })
            .ToImmutableDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }
}
