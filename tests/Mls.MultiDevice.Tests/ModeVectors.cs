using System.Text.Json;

namespace Mls.MultiDevice.Tests;

/// <summary>Known answers for the derivations of the modes, computed independently of this code.</summary>
internal static class ModeVectors
{
    /// <summary>One array of the file.</summary>
    public static JsonElement[] Load(string name)
    {
        using var stream = typeof(ModeVectors).Assembly.GetManifestResourceStream("Mls.MultiDevice.Tests.mode-vectors.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty(name).EnumerateArray().Select(one => one.Clone())];
    }
}
