using System.Collections.Immutable;

namespace Silo.Tests.Telemetry;

/// <summary>One metric as Prometheus has it.</summary>
internal sealed record PrometheusFamily(string Name, string Type, string Help, ImmutableArray<PrometheusFamily.Sample> Samples)
{
    /// <summary>One line with a value.</summary>
    internal sealed record Sample(string Name, ImmutableSortedDictionary<string, string> Labels, double Value);
}
