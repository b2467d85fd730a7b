using System.Text.Json;

namespace Simulation.Reporting.Html;

/// <summary>Looks things up in the file of a summary.</summary>
internal static class SummaryJson
{
    /// <summary>What is under some keys; null where any of them is missing or null.</summary>
    public static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element) || element.ValueKind == JsonValueKind.Null)
            {
                return null;
            }
        }

        return element;
    }

    /// <summary>A number; zero where there is none.</summary>
    public static double Number(JsonElement element, string key) => Find(element, key) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0;

    /// <summary>The elements of an array; none where there is no array.</summary>
    public static IEnumerable<JsonElement> List(JsonElement element, params ReadOnlySpan<string> keys) =>
        Find(element, keys) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
