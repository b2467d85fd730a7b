using Xunit;

namespace Silo.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Help_type_labels_escapes_and_values_are_read()
    {
        PrometheusFamily family = Assert.Single(PrometheusText.Parse("# HELP a_total What it is.\n# TYPE a_total counter\na_total{x=\"1\",y=\"q\\\"b\\\\n\\n\"} 1.5e3 1700000000000\na_total +Inf\n# EOF\n"));

        Assert.Equal(("a_total", "counter", "What it is."), (family.Name, family.Type, family.Help));
        Assert.Equal("q\"b\\n\n", family.Samples[0].Labels["y"]);
        Assert.Equal([1500, double.PositiveInfinity], family.Samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData("a 1\n")]
    [InlineData("# TYPE a counter\na 1")]
    [InlineData("# TYPE a thing\n")]
    [InlineData("# TYPE a counter\n# TYPE a counter\n")]
    [InlineData("# TYPE a counter\nb 1\n")]
    [InlineData("# TYPE a counter\na one\n")]
    [InlineData("# TYPE a counter\na 1 2 3\n")]
    [InlineData("# TYPE a counter\na 1\na 2\n")]
    [InlineData("# TYPE a counter\na{x=\"1\",x=\"2\"} 1\n")]
    [InlineData("# TYPE a counter\na{x=\"\\t\"} 1\n")]
    [InlineData("# TYPE a counter\na{x=1} 1\n")]
    [InlineData("# TYPE a counter\na{x=\"1\"}1\n")]
    [InlineData("# TYPE 1a counter\n")]
    [InlineData("# TYPE a counter\na 1\n# HELP a Late.\n")]
    [InlineData("# HELP a Once.\n# HELP a Twice.\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"+Inf\"} 2\na_sum 1\na_count 1\n")]
    public void What_the_format_does_not_allow_is_refused(string text) => Assert.Throws<FormatException>(() => PrometheusText.Parse(text));
}
