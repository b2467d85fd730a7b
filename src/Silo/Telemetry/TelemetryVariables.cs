using System.Collections.Immutable;
using System.Globalization;
using OpenTelemetry.Trace;
using Simulation.Scenarios;

namespace Silo.Telemetry;

/// <summary>Reads variables of the OpenTelemetry specification. What its own library would pass over in silence, with the default in place of a mistyped value, is refused here.</summary>
internal static class TelemetryVariables
{
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string SamplerArgument = "OTEL_TRACES_SAMPLER_ARG";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Interval = "OTEL_METRIC_EXPORT_INTERVAL";

    private static readonly ImmutableArray<string> Samplers =
        ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    private static readonly ImmutableArray<string> Protocols = ["grpc", "http/protobuf"];

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="WrongUseException">A variable has such a value; one line names it and what is allowed.</exception>
    public static void Check(ImmutableDictionary<string, string> variables)
    {
        _ = SamplerOf(variables);
        if (variables.TryGetValue(Protocol, out var protocol) && !Protocols.Contains(protocol))
        {
            throw Wrong(Protocol, protocol, $"must be one of {string.Join(", ", Protocols)}");
        }

        if (variables.TryGetValue(Endpoint, out var endpoint) && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            throw Wrong(Endpoint, endpoint, "must be an address such as http://localhost:4317");
        }

        if (variables.TryGetValue(Interval, out var interval) && !(int.TryParse(interval, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0))
        {
            throw Wrong(Interval, interval, "must be a whole number of milliseconds, at least 1");
        }
    }

    /// <summary>Which operations are traced; <see langword="null"/> for none, which is also what is meant where nothing is said.</summary>
    /// <exception cref="WrongUseException">There is no such sampler, or no such share.</exception>
    public static Sampler? SamplerOf(ImmutableDictionary<string, string> variables)
    {
        if (!variables.TryGetValue(Sampler, out var name))
        {
            return null;
        }

        if (!Samplers.Contains(name))
        {
            throw Wrong(Sampler, name, $"must be one of {string.Join(", ", Samplers)}{Nearest.Hint(name, Samplers)}");
        }

        Sampler? root = name.Split('_', 2)[^1] switch
        {
            "on" or "always_on" => new AlwaysOnSampler(),
            "off" or "always_off" => null,
            _ => new TraceIdRatioBasedSampler(ShareOf(variables)),
        };
        return root is not null && name.StartsWith("parentbased_", StringComparison.Ordinal) ? new ParentBasedSampler(root) : root;
    }

    private static double ShareOf(ImmutableDictionary<string, string> variables)
    {
        var text = variables.GetValueOrDefault(SamplerArgument, "1");
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw Wrong(SamplerArgument, text, "must be a number from 0 to 1");
    }

    private static WrongUseException Wrong(string name, string value, string allowed) => new($"{name}={Printable.Line(value)}: {allowed}");
}
