using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mls.MultiDevice.Policies;

namespace Simulation.Scenarios;

/// <summary>One JSON object of a scenario while it is read: hands out checked values, and complaints that name the place.</summary>
internal sealed class ScenarioObject
{
    private readonly ScenarioDocument _document;
    private readonly string _path;
    private readonly JsonObject _node;

    /// <summary>Opens an object that may have the known keys and no other.</summary>
    /// <exception cref="ScenarioException">There is another key.</exception>
    public ScenarioObject(ScenarioDocument document, string path, JsonObject node, ImmutableArray<string> known)
    {
        _document = document;
        _path = path;
        _node = node;
        foreach (var (key, _) in node)
        {
            if (!known.Contains(key))
            {
                throw _document.Fault($"{_path}.{key}", $"unknown key{Nearest.Hint(key, known)}; allowed: {string.Join(", ", known)}", isAboutKey: true);
            }
        }
    }

    public bool Has(string key) => _node.ContainsKey(key);

    public ScenarioException Fault(string key, string problem) => _document.Fault($"{_path}.{key}", problem);

    /// <summary>The object under a key; an empty one where there is none, so that the defaults of its values apply.</summary>
    public ScenarioObject Object(string key, params ImmutableArray<string> known) =>
        new(_document, $"{_path}.{key}", Has(key) ? Expect<JsonObject>(key, "an object") : [], known);

    /// <summary>The object under a key that must be there.</summary>
    public ScenarioObject RequiredObject(string key, params ImmutableArray<string> known)
    {
        RequirePresence(key, "an object");
        return Object(key, known);
    }

    /// <summary>The objects of the list under a key, at least one.</summary>
    public ImmutableArray<ScenarioObject> Objects(string key, params ImmutableArray<string> known)
    {
        RequirePresence(key, "a list of objects");
        JsonArray list = Expect<JsonArray>(key, "a list of objects");
        if (list.Count == 0)
        {
            throw Fault(key, "must have at least one element");
        }

        return [.. list.Select((element, i) =>
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{key}[{i}]");
            return element is JsonObject node
                ? new ScenarioObject(_document, $"{_path}.{place}", node, known)
                : throw Fault(place, $"must be an object, not {Show(element)}");
        })];
    }

    public string Text(string key)
    {
        RequirePresence(key, "a text");
        return _node[key] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0
            ? text
            : throw Fault(key, $"must be a text that is not empty, not {Show(_node[key])}");
    }

    public ImmutableArray<string> Texts(string key)
    {
        RequirePresence(key, "a list of texts");
        return [.. Expect<JsonArray>(key, "a list of texts").Select((element, i) =>
            element is JsonValue value && value.TryGetValue(out string? text)
                ? text
                : throw Fault(string.Create(CultureInfo.InvariantCulture, $"{key}[{i}]"), $"must be a text, not {Show(element)}"))];
    }

    public int Integer(string key, int minimum, int maximum, int? otherwise = null) => (int)Long(key, minimum, maximum, otherwise);

    public long Long(string key, long minimum, long maximum, long? otherwise = null)
    {
        string allowed = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        if (!Has(key) && otherwise is { } value)
        {
            return value;
        }

        RequirePresence(key, allowed);
        return _node[key] is JsonValue node && AsLong(node) is { } number && number >= minimum && number <= maximum
            ? number
            : throw Fault(key, $"must be {allowed}, not {Show(_node[key])}");
    }

    public double Number(string key, double minimum, double maximum, double? otherwise = null)
    {
        string allowed = string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");
        if (!Has(key) && otherwise is { } value)
        {
            return value;
        }

        RequirePresence(key, allowed);
        return NumberOf(_node[key]) is { } number && number >= minimum && number <= maximum
            ? number
            : throw Fault(key, $"must be {allowed}, not {Show(_node[key])}");
    }

    /// <summary>A list of exactly so many numbers that are not negative and not all zero.</summary>
    public ImmutableArray<double> Weights(string key, int count, ImmutableArray<double> otherwise)
    {
        if (!Has(key))
        {
            return otherwise;
        }

        string allowed = string.Create(CultureInfo.InvariantCulture, $"a list of {count} numbers from 0 to 1000000, not all 0");
        JsonArray list = Expect<JsonArray>(key, allowed);
        ImmutableArray<double> weights = [.. list.Select(element => NumberOf(element) ?? -1)];
        return weights.Length == count && weights.All(weight => weight is >= 0 and <= 1_000_000) && weights.Sum() > 0
            ? weights
            : throw Fault(key, $"must be {allowed}");
    }

    public bool Flag(string key, bool otherwise) => !Has(key)
        ? otherwise
        : _node[key] is JsonValue value && value.TryGetValue(out bool flag)
            ? flag
            : throw Fault(key, $"must be true or false, not {Show(_node[key])}");

    /// <summary>One of the named values.</summary>
    public T Choice<T>(string key, T otherwise, params ImmutableArray<(string Name, T Value)> choices)
    {
        if (!Has(key))
        {
            return otherwise;
        }

        foreach (var (name, value) in choices)
        {
            if (_node[key] is JsonValue node && node.TryGetValue(out string? text) && text == name)
            {
                return value;
            }
        }

        string hint = _node[key] is JsonValue given && given.TryGetValue(out string? word) ? Nearest.Hint(word, choices.Select(choice => choice.Name)) : "";
        throw Fault(key, $"must be one of {string.Join(", ", choices.Select(choice => $"\"{choice.Name}\""))}, not {Show(_node[key])}{hint}");
    }

    /// <summary>The policy under the key of its kind.</summary>
    public T Policy<T>(PolicyList<T> policies)
        where T : class, IPolicy =>
        Choice(policies.Kind, policies.Default, [.. policies.All.Select(policy => (policy.Name, policy))]);

    /// <summary>The raw value, for the few keys that allow several types.</summary>
    public JsonNode? Raw(string key) => _node[key];

    /// <summary>A value as it stands in the file, cut to a readable length.</summary>
    public static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString().ReplaceLineEndings(" ") ?? "null";
        return text.Length <= 60 ? text : $"{text[..57]}...";
    }

    private void RequirePresence(string key, string expected)
    {
        if (!Has(key))
        {
            throw Fault(key, $"is missing; must be {expected}");
        }
    }

    private T Expect<T>(string key, string expected)
        where T : JsonNode =>
        _node[key] as T ?? throw Fault(key, $"must be {expected}, not {Show(_node[key])}");

    private static double? NumberOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) && double.IsFinite(number)
            ? number
            : null;

    private static long? AsLong(JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long whole))
        {
            return whole;
        }

        // 5.0 and 1e3 are whole numbers too.
        return NumberOf(value) is { } number && Math.Truncate(number) == number && Math.Abs(number) < 1e15 ? (long)number : null;
    }
}
