using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Simulation.Scenarios;

/// <summary>The JSON of a scenario with the overrides put in, before any value is checked.</summary>
internal sealed class ScenarioDocument
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private readonly string _file;
    private readonly List<(string Path, string Option)> _overridden = [];

    private ScenarioDocument(string file, JsonObject root)
    {
        _file = file;
        Root = root;
    }

    public JsonObject Root { get; }

    /// <summary>Reads the text and applies the overrides in their order.</summary>
    /// <exception cref="ScenarioException">Unreadable JSON, with line and column, or an override of a place that cannot be.</exception>
    public static ScenarioDocument Read(string file, string text, IEnumerable<ScenarioOverride> overrides)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text, documentOptions: Lenient);
        }
        catch (JsonException unreadable)
        {
            throw new ScenarioException(file, "", Explain(unreadable));
        }

        if (node is not JsonObject root)
        {
            throw new ScenarioException(file, "$", "must be an object");
        }

        var document = new ScenarioDocument(file, root);
        foreach (ScenarioOverride given in overrides)
        {
            document.Apply(given);
        }

        return document;
    }

    /// <summary>Who gave the value at a path: an option, or the file.</summary>
    public string SourceOf(string path)
    {
        for (int i = _overridden.Count - 1; i >= 0; i--)
        {
            string given = _overridden[i].Path;
            if (path == given || path.StartsWith(given + ".", StringComparison.Ordinal) || path.StartsWith(given + "[", StringComparison.Ordinal))
            {
                return _overridden[i].Option;
            }
        }

        return _file;
    }

    private static string Explain(JsonException unreadable)
    {
        string reason = unreadable.Message;
        foreach (string tail in (string[])[" Path:", " LineNumber:"])
        {
            int at = reason.IndexOf(tail, StringComparison.Ordinal);
            reason = at < 0 ? reason : reason[..at];
        }

        string place = unreadable.LineNumber is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {(unreadable.BytePositionInLine ?? 0) + 1}: ")
            : "";
        return $"not readable as JSON: {place}{reason.ReplaceLineEndings(" ")}";
    }

    private void Apply(ScenarioOverride given)
    {
        string[] steps = given.Key.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        JsonNode current = Root;
        var path = "$";
        for (var i = 0; i < steps.Length; i++)
        {
            bool last = i == steps.Length - 1;
            switch (current)
            {
                case JsonObject parent:
                    path += $".{steps[i]}";
                    if (last)
                    {
                        parent[steps[i]] = ValueOf(given.Value);
                    }
                    else
                    {
                        current = parent[steps[i]] ?? (parent[steps[i]] = new JsonObject())!;
                    }

                    break;
                case JsonArray list:
                    int index = IndexOf(list, steps[i])
                        ?? throw new ScenarioException(given.Option, path, $"has no element '{steps[i]}'; allowed: {Elements(list)}");
                    path += string.Create(CultureInfo.InvariantCulture, $"[{index}]");
                    if (last)
                    {
                        list[index] = ValueOf(given.Value);
                    }
                    else
                    {
                        current = list[index] ?? throw new ScenarioException(given.Option, path, "is null");
                    }

                    break;
                default:
                    throw new ScenarioException(given.Option, path, $"is a single value and has no '{steps[i]}'");
            }
        }

        _overridden.Add((path, given.Option));
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static int? IndexOf(JsonArray list, string step)
    {
        if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return index < list.Count ? index : null;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (KindOf(list[i]) == step)
            {
                return i;
            }
        }

        return null;
    }

    private static string? KindOf(JsonNode? element) =>
        element is JsonObject group && group["kind"] is JsonValue kind && kind.TryGetValue(out string? name) ? name : null;

    private static string Elements(JsonArray list) =>
        string.Join(", ", list.Select((element, i) => KindOf(element) ?? i.ToString(CultureInfo.InvariantCulture)));
}
