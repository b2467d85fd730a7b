using System.Text.Json;

namespace Simulation.Reporting.Pairs;

/// <summary>Looks things up in files that may lack them.</summary>
internal static class Json
{
    /// <summary>What is under some keys as a text; empty where there is nothing.</summary>
    public static string Text(JsonElement element, params ReadOnlySpan<string> keys) => Find(element, keys)?.ToString() ?? "";

    /// <summary>What is under some keys as a number; null where there is none.</summary>
    public static double? Number(JsonElement element, params ReadOnlySpan<string> keys) =>
        Find(element, keys) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>A sum over the members of an object; null where there is no object.</summary>
    public static double? Sum(JsonElement element, string key, Func<JsonElement, double?> value) =>
        Find(element, key) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject().Sum(member => value(member.Value) ?? 0) : null;

    /// <summary>What is under some keys; null where any of them is missing.</summary>
    public static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
            {
                return null;
            }
        }

        return element;
    }
}
