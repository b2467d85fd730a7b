using Simulation.Scenarios;

namespace Simulation.Reporting.Html;

/// <summary>How to get the same results again.</summary>
internal static class ReproduceSection
{
    public static void Write(HtmlBuilder html, ReportContent content)
    {
        RunManifest manifest = content.Manifest;
        html.Element("h2", "How to reproduce it");
        html.Element("p", manifest.Entropy == "seeded"
            ? "The same version gives the same digests from the same scenario and seed, on any number of silos and threads. Where the scenario is a file of one's own, give its path instead of its name; the whole of it is above."
            : "The run took its randomness from the system: numbers come out alike, digests do not.");
        html.Element("pre", Command(content));
        var table = new HtmlTable("", "value");
        table.AddRow("version", manifest.Version);
        table.AddRow("digest of the trace", manifest.TraceDigest);
        foreach (var summary in content.Summaries)
        {
            table.AddRow($"digest of {summary.Mode}", summary.Digest);
        }

        html.Open("div", ("class", "facts"));
        table.Write(html);
        html.Close("div");
    }

    /// <summary>The command line, quoted for a shell.</summary>
    internal static string Command(ReportContent content)
    {
        RunManifest manifest = content.Manifest;
        string scenario = manifest.Scenario.ValueKind == System.Text.Json.JsonValueKind.Object && manifest.Scenario.TryGetProperty("name", out System.Text.Json.JsonElement name) ? name.ToString() : "SCENARIO";
        IEnumerable<string> words =
        [
            "mls-sim",
            .. manifest.Modes is [var only] ? (string[])["run", scenario, "--mode", only] : ["compare", scenario],
            .. manifest.Overrides.Where(one => content.Seeds is null || !one.StartsWith("--seed ", StringComparison.Ordinal)).SelectMany(Words),
            .. content.Seeds is { } seeds ? (string[])["--seeds", string.Join(',', seeds.Seeds)] : manifest.Overrides.Any(one => one.StartsWith("--seed ", StringComparison.Ordinal)) ? [] : ["--seed", manifest.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            .. manifest.Entropy == "seeded" ? Array.Empty<string>() : ["--entropy", manifest.Entropy],
        ];
        return string.Join(' ', words.Select(word => IsPlain(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
    }

    /// <summary>An override is kept as it was given, --seed 7, or as the value of --set.</summary>
    private static string[] Words(string given) => given.StartsWith("--", StringComparison.Ordinal) ? given.Split(' ', 2) : ["--set", given];

    /// <summary>Whether a shell takes a word as it is.</summary>
    private static bool IsPlain(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "_.,:/=-".Contains(letter, StringComparison.Ordinal));
}
