using System.Globalization;
using System.Text;
using System.Text.Json;
using TestKit;
using Xunit;

namespace Simulation.Tests.Scenarios;

/// <summary>The table of a scenario's keys is made from its schema. MLS_WRITE_DOCS=1 writes it.</summary>
public sealed class ScenarioKeysTests
{
    private const string Document = "docs/scenario-keys.md";

    [Fact]
    public void The_table_of_keys_is_that_of_the_schema()
    {
        string made = Text();
        string path = Path.Combine(Repository.Root, Document);
        if (Environment.GetEnvironmentVariable("MLS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.Equal(made, File.ReadAllText(path));
    }

    private static string Text()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "scenarios", "scenario.schema.json")));
        var text = new StringBuilder();
        text.Append("""
            # Keys of a scenario

            Made from [scenarios/scenario.schema.json](../scenarios/scenario.schema.json); [the guide](guide.md) shows how to use them. A key is written as `--set` takes it: `--set messages.perUserAndDay=10`. The elements of `groups` go by their kind: `--set groups.team.count=5`. In bold: without a default, must be there.

            | Key | Allowed | What it is |
            |---|---|---|

            """);
        foreach (var (key, value, isNeeded) in Keys(schema.RootElement, "").Where(one => one.Key != "$schema"))
        {
            string shown = isNeeded ? $"**`{key}`**" : $"`{key}`";
            text.Append(CultureInfo.InvariantCulture, $"| {shown} | {Allowed(value)} | {(value.TryGetProperty("description", out JsonElement description) ? description.GetString()!.Replace("|", "\\|", StringComparison.Ordinal) : "")} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Key, JsonElement Value, bool IsNeeded)> Keys(JsonElement parent, string prefix)
    {
        HashSet<string> needed = parent.TryGetProperty("required", out JsonElement required) ? [.. required.EnumerateArray().Select(name => name.GetString()!)] : [];
        foreach (var property in parent.GetProperty("properties").EnumerateObject())
        {
            string key = prefix + property.Name;
            yield return (key, property.Value, needed.Contains(property.Name));
            bool isList = property.Value.TryGetProperty("items", out JsonElement items);
            JsonElement inner = isList ? items : property.Value;
            if (inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("properties", out _))
            {
                foreach (var one in Keys(inner, key + (isList ? ".KIND." : ".")))
                {
                    yield return one;
                }
            }
        }
    }

    private static string Allowed(JsonElement value)
    {
        if (value.TryGetProperty("enum", out JsonElement choices))
        {
            return string.Join(", ", choices.EnumerateArray().Select(choice => $"`{choice}`"));
        }

        string type = value.TryGetProperty("type", out JsonElement types)
            ? types.ValueKind == JsonValueKind.Array ? string.Join(" or ", types.EnumerateArray().Select(one => one.GetString())) : types.GetString()!
            : "see the schema";
        string? minimum = value.TryGetProperty("minimum", out JsonElement least) ? least.ToString() : null;
        string? maximum = value.TryGetProperty("maximum", out JsonElement most) ? most.ToString() : null;
        return (minimum, maximum) switch
        {
            (not null, not null) => $"{type}, {minimum} to {maximum}",
            (not null, null) => $"{type}, at least {minimum}",
            (null, not null) => $"{type}, at most {maximum}",
            _ => type,
        };
    }
}
