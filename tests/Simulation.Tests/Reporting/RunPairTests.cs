using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Simulation.Reporting;
using Simulation.Reporting.Html;
using Simulation.Reporting.Pairs;
using Simulation.Scenarios;
using Xunit;
using static Simulation.Tests.Reporting.SummarySamples;

namespace Simulation.Tests.Reporting;

/// <summary>Two runs beside each other.</summary>
public sealed class RunPairTests
{
    private const string Mode = "tree-root";

    [Fact]
    public void Each_number_stands_beside_that_of_the_same_mode_with_its_difference()
    {
        RunPair pair = RunPair.Of(Run("A", Of(Mode, changes: 1000), Of("multi-client")), Run("B", Of(Mode, changes: 1500)), []);

        Assert.All(pair.Rows, row => Assert.Equal(Mode, row.Mode));
        PairRow sent = pair.Rows.Single(row => row.Metric == "octetsSent");
        Assert.Equal((2000, 2500, 500, 25), (sent.First, sent.Second, sent.Difference, sent.Percent));
        Assert.Contains("multi-client: in the first only", pair.Unlike);
        Assert.StartsWith("tree-root: the first sent less, second +25.0 %; both delivered the same;", pair.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("octetsSent > 24.9%", true)]
    [InlineData("octetsSent > 25%", false)]
    [InlineData("octetsSent > 499", true)]
    [InlineData("octetsSent>500", false)]
    [InlineData("octetsSent < 501", true)]
    [InlineData("octetsSent < -5%", false)]
    [InlineData("tree-root.octetsSent > 0", true)]
    [InlineData("octetsDelivered > 0", false)]
    [InlineData("conflicts > 1000%", false)]
    public void A_condition_is_broken_by_a_difference_beyond_its_limit(string condition, bool isBroken)
    {
        RunPair pair = RunPair.Of(Run("A", Of(Mode, changes: 1000)), Run("B", Of(Mode, changes: 1500)), [PairCondition.Parse(condition)]);

        Assert.Equal(isBroken, !pair.Failures.IsEmpty);
        Assert.StartsWith(isBroken ? "FAILED: " : "Passed: ", pair.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_nothing_anything_is_too_much()
    {
        RunPair pair = RunPair.Of(Run("A", Of(Mode, packages: 0)), Run("B", Of(Mode, packages: 1)), [PairCondition.Parse("octetsSentForKeyPackages > 1000%")]);

        Assert.Null(Assert.Single(pair.Failures).Percent);
    }

    [Theory]
    [InlineData("octetsSent 5%", "must be METRIC > NUMBER or METRIC < NUMBER")]
    [InlineData("octetsSent >= 5", "must be METRIC > NUMBER or METRIC < NUMBER")]
    [InlineData("octetSent > 5%", "octetSent is not measured; must be one of octetsSent, ")]
    public void A_wrong_condition_names_what_is_allowed(string condition, string expected) =>
        Assert.Contains(expected, Assert.Throws<WrongUseException>(() => PairCondition.Parse(condition)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_condition_on_a_mode_that_is_not_there_is_wrong() => Assert.Contains(
        "multi-client is not in both runs; must be one of tree-root",
        Assert.Throws<WrongUseException>(() => RunPair.Of(Run("A", Of(Mode)), Run("B", Of(Mode)), [PairCondition.Parse("multi-client.octetsSent > 1")])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Runs_without_a_mode_in_common_cannot_be_compared() => Assert.Contains(
        "must have a mode in common",
        Assert.Throws<WrongUseException>(() => RunPair.Of(Run("A", Of(Mode)), Run("B", Of("multi-client")), [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_is_not_alike_is_said()
    {
        RunResult second = Run("B", Of(Mode));
        second = second with { Manifest = Json("""{"version":"2","seed":1,"traceDigest":"other","partial":false,"entropy":"seeded","silos":1,"scenario":{"name":"else","keyPackages":{"pool":10}}}""") };

        RunPair pair = RunPair.Of(Run("A", Of(Mode)), second, []);

        Assert.Equal(["scenario: sample and else", "version: 1 and 2", "keyPackages.pool: 40 and 10"], pair.Unlike);
        Assert.Equal("Different scenarios: differences are of what users did, too.", pair.Lines[0]);
        Assert.Equal("Both runs are of the same trace: differences are of what was changed.", RunPair.Of(Run("A", Of(Mode)), Run("B", Of(Mode)), []).Lines[0]);
    }

    [Fact]
    public void Words_agree_with_numbers() =>
        Gen.Select(Gen.Long[0, 5000], Gen.Long[0, 5000], Gen.Long[0, 5000], Gen.Long[0, 5000]).Sample((sent, otherSent, delivered, otherDelivered) =>
        {
            RunPair pair = RunPair.Of(Run("A", Of(Mode, changes: sent, delivered: delivered)), Run("B", Of(Mode, changes: otherSent, delivered: otherDelivered)), []);
            string words = string.Join(' ', pair.Lines.Select(line => line.Trim()));
            Assert.All(pair.Lines, line => Assert.InRange(line.Length, 1, Answer.Width));
            foreach (var (direction, first, second) in new[] { ("sent", sent, otherSent), ("delivered", delivered, otherDelivered) })
            {
                string expected = Math.Sign(second - first) switch { 0 => $"both {direction} the same", > 0 => $"the first {direction} less, second {(first == 0 ? "new" : "+")}", _ => $"the second {direction} less, -" };
                Assert.Contains(expected, words, StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_difference_too_small_for_a_digit_keeps_its_sign()
    {
        RunPair pair = RunPair.Of(Run("A", Of(Mode, changes: 5000, delivered: 4587)), Run("B", Of(Mode, changes: 5001, delivered: 4585)), []);

        string words = string.Join(' ', pair.Lines.Select(line => line.Trim()));
        Assert.Contains("the first sent less, second +0.0 %", words, StringComparison.Ordinal);
        Assert.Contains("the second delivered less, -0.0 %", words, StringComparison.Ordinal);
        Assert.Equal("-0.0 %", Figures.Difference(100_000, 99_999));
    }

    [Fact]
    public void The_report_of_a_pair_escapes_names()
    {
        const string Hostile = "<script>x</script>";
        RunResult first = Run(Hostile, Of(Mode)) with { Manifest = Json("""{"version":"<script>","scenario":{"name":"<img src=x>"}}""") };
        RunResult second = Run("B", Of(Mode));

        string page = PairPage.Of(first, second, RunPair.Of(first, second, [PairCondition.Parse("octetsSent < 1")]));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("FAILED", page, StringComparison.Ordinal);
    }

    private static RunResult Run(string name, params ImmutableArray<ModeSummary> summaries) => new(
        name,
        Json("""{"version":"1","seed":1,"traceDigest":"t","partial":false,"entropy":"seeded","silos":1,"scenario":{"name":"sample","story":"s","keyPackages":{"pool":40}}}"""),
        summaries.ToImmutableSortedDictionary(summary => summary.Mode, summary => JsonSerializer.SerializeToElement(summary, ReportJson.Default.ModeSummary), StringComparer.Ordinal));

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
