using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Simulation.Scenarios;

namespace Simulation.Reporting.Pairs;

/// <summary>Reads the results of a run from the folder that they were written to.</summary>
public static class ResultFolder
{
    /// <summary>Reads them.</summary>
    /// <exception cref="WrongUseException">There are none, or none that this program understands.</exception>
    public static RunResult Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string shown = Printable.Line(path);
        if (!Directory.Exists(path))
        {
            throw new WrongUseException($"{shown}: there is no such folder; must be one that run or compare wrote with --out");
        }

        if (!File.Exists(Path.Combine(path, RunFiles.Manifest)))
        {
            string? seed = Directory.EnumerateDirectories(path, "seed-*").Order(StringComparer.Ordinal).FirstOrDefault();
            throw new WrongUseException(seed is null
                ? $"{shown}: holds no results, {RunFiles.Manifest} is missing; must be a folder that run or compare wrote with --out"
                : $"{shown}: holds several seeds; must be the folder of one, such as {Printable.Line(seed)}");
        }

        JsonElement manifest = Parse(path, RunFiles.Manifest);
        ImmutableSortedDictionary<string, JsonElement> modes = Directory.EnumerateDirectories(path)
            .Where(folder => File.Exists(Path.Combine(folder, RunFiles.Summary)))
            .ToImmutableSortedDictionary(folder => Path.GetFileName(folder), folder => Parse(path, Path.Combine(Path.GetFileName(folder), RunFiles.Summary)), StringComparer.Ordinal);
        return modes.IsEmpty ? throw new WrongUseException($"{shown}: holds no {RunFiles.Summary} of any mode; the run was stopped before it had results") : new RunResult(shown, manifest, modes);
    }

    private static JsonElement Parse(string path, string name)
    {
        string file = Printable.Line(Path.Combine(path, name));
        JsonElement content;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, name)));
            content = document.RootElement.Clone();
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"{file}: cannot be read: {Printable.Line(unreadable.Message)}");
        }

        string version = Json.Text(content, "schemaVersion");
        return version == ModeSummary.CurrentSchemaVersion.ToString(CultureInfo.InvariantCulture)
            ? content
            : throw new WrongUseException($"{file}: has version {(version.Length == 0 ? "none" : Printable.Line(version))} of the layout; must be {ModeSummary.CurrentSchemaVersion}, run it again with this program");
    }
}
