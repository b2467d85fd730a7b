using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulation.Scenarios;

/// <summary>The JSON of a scenario with the overrides put in, before any value is checked.</summary>
internal sealed class ScenarioDocument
{
    private readonly string _file;
    private readonly JsonText _text;
    private readonly List<(string Path, string Option)> _overridden = [];

    private ScenarioDocument(string file, JsonText text, JsonObject root)
    {
        _file = file;
        _text = text;
        Root = root;
    }

    public JsonObject Root { get; }

    /// <summary>Reads the text and applies the overrides in their order.</summary>
    /// <exception cref="ScenarioException">Unreadable JSON, with line and column, or an override of a place that cannot be.</exception>
    public static ScenarioDocument Read(string file, string text, IEnumerable<ScenarioOverride> overrides)
    {
        JsonText json;
        try
        {
            json = JsonText.Parse(text);
        }
        catch (JsonFault unreadable)
        {
            throw new ScenarioException(unreadable.At is { } at ? $"{file}:{at}" : file, unreadable.Path, unreadable.Problem);
        }

        if (json.Root is not JsonObject root)
        {
            throw new ScenarioException($"{file}:{json.PlaceOf("$")}", "$", "must be an object");
        }

        var document = new ScenarioDocument(file, json, root);
        foreach (var given in overrides)
        {
            document.Apply(given);
        }

        return document;
    }

    /// <summary>A complaint about the value at a path, or about its key, that says who gave it: an option, or the file with line and column.</summary>
    public ScenarioException Fault(string path, string problem, bool isAboutKey = false)
    {
        if (OptionFor(path) is { } option)
        {
            return new ScenarioException(option, path, problem);
        }

        Place? exact = isAboutKey ? _text.PlaceOfKey(path) : _text.PlaceOf(path);
        return new ScenarioException($"{_file}:{exact ?? Enclosing(path)}", path, problem) { InFile = new FilePlace(_file, exact) };
    }

    private string? OptionFor(string path)
    {
        for (var i = _overridden.Count - 1; i >= 0; i--)
        {
            string given = _overridden[i].Path;
            if (path == given || path.StartsWith(given + ".", StringComparison.Ordinal) || path.StartsWith(given + "[", StringComparison.Ordinal))
            {
                return _overridden[i].Option;
            }
        }

        return null;
    }

    /// <summary>Where the innermost object or list begins in which the file could have the path.</summary>
    private Place Enclosing(string path)
    {
        for (string outer = path; outer.LastIndexOfAny(['.', '[']) is > 0 and var end; outer = outer[..end])
        {
            if (_text.PlaceOf(outer[..end]) is { } place)
            {
                return place;
            }
        }

        return _text.PlaceOf("$")!.Value;
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
                        parent[steps[i]] = ValueOf(given, path);
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
                        list[index] = ValueOf(given, path);
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

    /// <summary>JSON, or plain text where it does not even begin like an object, a list or a text in quotes.</summary>
    private static JsonNode? ValueOf(ScenarioOverride given, string path)
    {
        try
        {
            return JsonText.Parse(given.Value).Root;
        }
        catch (JsonFault fault)
        {
            return fault.Path.Length == 0 && given.Value is not ['{' or '[' or '"', ..]
                ? JsonValue.Create(given.Value)
                : throw new ScenarioException(given.Option, path + (fault.Path.Length == 0 ? "" : fault.Path[1..]), fault.Problem);
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
