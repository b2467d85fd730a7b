using System.Collections.Immutable;
using System.Text.Json;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>What was run: the scenario and how it was set.</summary>
internal static class ConfigurationSection
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(HtmlBuilder html, ReportContent content)
    {
        (RunManifest manifest, ImmutableArray<ModeSummary> summaries) = (content.Manifest, content.Summaries);
        html.Element("h2", "Configuration");
        JsonElement scenario = manifest.Scenario;
        if (Text(scenario, "story") is { } story)
        {
            html.Element("p", story);
        }

        var facts = new HtmlTable("", "value");
        void Fact(string name, string? value)
        {
            if (value is not null)
            {
                facts.AddRow(name, value);
            }
        }

        Fact("Scenario", Text(scenario, "name"));
        Fact("Modes", string.Join(", ", manifest.Modes));
        Fact(content.Seeds is null ? "Seed" : "Seeds", content.Seeds is { } seeds ? string.Join(", ", seeds.Seeds) : manifest.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (summaries is [var first, ..])
        {
            Fact("Population", $"{Whole(first.Users)} users, {Whole(first.Devices)} devices at the end, {Whole(first.Groups)} groups");
            Fact("Cipher suite", first.Suite);
        }

        Fact("Virtual days", Text(scenario, "virtualDays"));
        Fact("Messages", Pairs(scenario, "messages"));
        Fact("Changes", Pairs(scenario, "changes"));
        Fact("KeyPackages", Pairs(scenario, "keyPackages"));
        Fact("Online", Pairs(scenario, "online"));
        Fact("Policies", Pairs(scenario, "policies"));
        Fact("Attack", Pairs(scenario, "attack"));
        Fact("Verification, entropy", $"{Text(scenario, "verify")}, {manifest.Entropy}");
        ImmutableArray<string> set = [.. manifest.Overrides.Where(one => content.Seeds is null || !one.StartsWith("--seed ", StringComparison.Ordinal))];
        Fact("Set by options", set.IsEmpty ? "nothing" : string.Join(", ", set));
        Fact("Ran on", $"{manifest.Machine.Cores} cores, {manifest.Machine.Architecture}, {manifest.Machine.OperatingSystem}, {manifest.Machine.Runtime}; {manifest.Silos} {(manifest.Silos == 1 ? "silo" : "silos")}");
        html.Open("div", ("class", "facts"));
        facts.Write(html);
        html.Close("div");
        List(html, scenario, "sourced", "Numbers that are taken from somewhere");
        List(html, scenario, "assumptions", "Numbers that were chosen");
        html.Open("details").Element("summary", "The whole scenario").Element("pre", JsonSerializer.Serialize(scenario, Indented)).Close("details");
    }

    private static void List(HtmlBuilder html, JsonElement scenario, string key, string title)
    {
        if (scenario.ValueKind != JsonValueKind.Object || !scenario.TryGetProperty(key, out JsonElement lines) || lines.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        html.Open("details").Element("summary", title).Open("ul");
        foreach (var line in lines.EnumerateArray())
        {
            html.Element("li", line.ToString());
        }

        html.Close("ul").Close("details");
    }

    private static string? Text(JsonElement scenario, string key) =>
        scenario.ValueKind == JsonValueKind.Object && scenario.TryGetProperty(key, out JsonElement value) ? value.ToString() : null;

    /// <summary>An object as a line; keys as they are in the scenario file.</summary>
    private static string? Pairs(JsonElement scenario, string key) =>
        scenario.ValueKind == JsonValueKind.Object && scenario.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Object
            ? string.Join(", ", value.EnumerateObject().Select(pair => $"{pair.Name} {(pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString() : pair.Value.GetRawText())}"))
            : null;
}
