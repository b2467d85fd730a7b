using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Simulation.Scenarios;

namespace Simulation.Reporting.Pairs;

/// <summary>Two runs in words.</summary>
internal static class PairText
{
    private const int MostModes = 3;

    private static readonly ImmutableArray<string> Layout = ["entropy", "silos"];

    /// <summary>What is not alike in what was run.</summary>
    public static ImmutableArray<string> Unlike(RunResult first, RunResult second)
    {
        static string Differs(string what, string one, string other) => $"{what}: {Printable.Line(one)} and {Printable.Line(other)}";
        return
        [
            .. first.Scenario == second.Scenario ? [] : new[] { Differs("scenario", first.Scenario, second.Scenario) },
            .. first.Version == second.Version ? [] : new[] { Differs("version", first.Version, second.Version) },
            .. Values(first.Manifest, second.Manifest, "scenario").Where(pair => !IsProse(pair.Key)).Select(pair => Differs(pair.Key, pair.First, pair.Second)),
            .. Layout.Where(key => Json.Text(first.Manifest, key) != Json.Text(second.Manifest, key)).Select(key => Differs(key, Json.Text(first.Manifest, key), Json.Text(second.Manifest, key))),
            .. first.Modes.Keys.Except(second.Modes.Keys).Select(mode => $"{mode}: in the first only"),
            .. second.Modes.Keys.Except(first.Modes.Keys).Select(mode => $"{mode}: in the second only"),
        ];
    }

    /// <summary>The verdict.</summary>
    public static ImmutableArray<string> Lines(RunPair pair, bool isPartial, int conditions)
    {
        ImmutableArray<string> modes = [.. pair.Rows.Select(row => row.Mode).Distinct()];
        return
        [
            Basis(pair, isPartial),
            .. modes.Take(MostModes).SelectMany(mode => Prose.Wrap($"{mode}: {Side(pair, mode, "octetsSent", "sent")}; {Side(pair, mode, "octetsDelivered", "delivered")}; public-key operations {Change(Row(pair, mode, "publicKeyOperations"))}.", Answer.Width)),
            .. modes.Length <= MostModes ? [] : new[] { $"{modes.Length - MostModes} more modes are in the table." },
            .. conditions == 0 ? [] : pair.Failures.IsEmpty
                ? [$"Passed: {(conditions == 1 ? "the condition holds" : $"all {conditions} conditions hold")}."]
                : new[] { $"FAILED: {string.Join("; ", pair.Failures.Take(2).Select(failure => $"{failure.Condition} ({failure.Mode} {Shown(failure)})"))}{(pair.Failures.Length > 2 ? $" and {pair.Failures.Length - 2} more" : "")}." }.SelectMany(line => Prose.Wrap(line, Answer.Width)),
        ];
    }

    /// <summary>How much more the second run has.</summary>
    public static string Change(PairRow? row) => row switch
    {
        null or { Difference: null } => "not measured",
        { Difference: 0 } => "same",
        { Percent: { } percent } => Figures.Percent(percent),
        _ => "new",
    };

    private static string Basis(RunPair pair, bool isPartial) =>
        isPartial ? "One of the runs was stopped before its end: differences mislead."
        : pair.SameTrace ? "Both runs are of the same trace: differences are of what was changed."
        : pair.Unlike.Any(line => line.StartsWith("scenario: ", StringComparison.Ordinal)) ? "Different scenarios: differences are of what users did, too."
        : "Different traces of one scenario: differences are of what users did, too.";

    private static PairRow? Row(RunPair pair, string mode, string metric) => pair.Rows.FirstOrDefault(row => row.Mode == mode && row.Metric == metric);

    private static string Side(RunPair pair, string mode, string metric, string direction) => Row(pair, mode, metric) switch
    {
        null or { Difference: null } => $"{direction} was not measured",
        { Difference: 0 } => $"both {direction} the same",
        { Difference: < 0 } less => $"the second {direction} less, {Change(less)}",
        { } more => $"the first {direction} less, second {Change(more)}",
    };

    private static string Shown(PairFailure failure) => failure.Percent is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $"{Figures.Percent(percent)}, {failure.Difference:+#,0.##;-#,0.##}")
        : failure.Difference.ToString("+#,0.##;-#,0.##", CultureInfo.InvariantCulture);

    private static bool IsProse(string key) => key is "name" or "story" or "$schema" || key.StartsWith("sourced", StringComparison.Ordinal) || key.StartsWith("assumptions", StringComparison.Ordinal);

    private static IEnumerable<(string Key, string First, string Second)> Values(JsonElement first, JsonElement second, string key)
    {
        ImmutableSortedDictionary<string, string> one = Flat(Json.Find(first, key)), other = Flat(Json.Find(second, key));
        return one.Keys.Union(other.Keys).Order(StringComparer.Ordinal)
            .Select(path => (path, one.GetValueOrDefault(path, "none"), other.GetValueOrDefault(path, "none")))
            .Where(pair => pair.Item2 != pair.Item3);
    }

    private static ImmutableSortedDictionary<string, string> Flat(JsonElement? root)
    {
        var flat = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        void Walk(string path, JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    Walk(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                }
            }
            else
            {
                flat[path] = element.ToString();
            }
        }

        if (root is { } element)
        {
            Walk("", element);
        }

        return flat.ToImmutable();
    }
}
