using System.Collections;
using System.Collections.Immutable;
using Silo.Commands;
using Silo.Telemetry;
using Silo.Tests.Planted;
using Xunit;

namespace Silo.Tests.Telemetry;

public sealed class TelemetryVariablesTests
{
    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "always", "must be one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "1.5", "must be a number from 0 to 1")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "a\nb", "must be a number from 0 to 1")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "must be one of grpc, http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "must be an address such as http://localhost:4317")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "1s", "must be a whole number of milliseconds, at least 1")]
    public async Task A_value_that_means_nothing_is_one_line_and_nothing_is_started(string name, string value, string allowed)
    {
        var variables = ImmutableDictionary<string, string>.Empty.Add("OTEL_TRACES_SAMPLER", "traceidratio").SetItem(name, value);
        using var bench = new RealBench { Variables = variables };

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("run", "ci", "--mode", "tree-root", "--telemetry", "otlp"));

        Assert.StartsWith($"{name}=", bench.Error, StringComparison.Ordinal);
        Assert.Contains(allowed, bench.Error, StringComparison.Ordinal);
        Assert.Equal(1, bench.Error.Count(letter => letter == '\n'));
        Assert.Equal("", bench.Output);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("always_off", null, null)]
    [InlineData("parentbased_always_off", null, null)]
    [InlineData("always_on", null, "AlwaysOnSampler")]
    [InlineData("traceidratio", "0.25", "TraceIdRatioBasedSampler{0.25")]
    [InlineData("parentbased_traceidratio", "0.25", "ParentBased{TraceIdRatioBasedSampler{0.25")]
    [InlineData("parentbased_always_on", null, "ParentBased{AlwaysOnSampler")]
    public void Sampling_is_what_the_variables_of_the_specification_say_and_off_where_they_say_nothing(string? sampler, string? argument, string? expected)
    {
        var variables = ImmutableDictionary<string, string>.Empty;
        variables = sampler is null ? variables : variables.Add("OTEL_TRACES_SAMPLER", sampler);
        variables = argument is null ? variables : variables.Add("OTEL_TRACES_SAMPLER_ARG", argument);

        string? description = TelemetryVariables.SamplerOf(variables)?.Description;

        Assert.True(expected is null ? description is null : description!.StartsWith(expected, StringComparison.Ordinal), description);
    }

    [Fact]
    public void Only_variables_of_the_specification_that_are_set_are_taken_over()
    {
        var environment = new Hashtable { ["OTEL_A"] = "1", ["OTEL_B"] = "", ["PATH"] = "/bin" };

        Assert.Equal(new Dictionary<string, string> { ["OTEL_A"] = "1" }, TelemetryOptions.VariablesOf(environment));
    }
}
