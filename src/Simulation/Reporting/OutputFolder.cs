using System.Collections.Immutable;
using System.Text.Json;
using Simulation.Scenarios;
using Simulation.Security;

namespace Simulation.Reporting;

/// <summary>The folder that results are written to. Each file appears whole or not at all.</summary>
public sealed class OutputFolder
{
    private readonly string _path;

    private OutputFolder(string path) => _path = path;

    /// <summary>Makes sure, before anything is run, that results can be written.</summary>
    /// <exception cref="WrongUseException">They cannot.</exception>
    public static OutputFolder Prepare(string path)
    {
        if (File.Exists(path))
        {
            throw new WrongUseException($"--out {path}: is a file; allowed: a folder that exists or can be created");
        }

        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, ".probe.tmp");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new OutputFolder(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WrongUseException($"--out {path}: cannot be written: {refused.Message}; allowed: a folder that exists or can be created");
        }
    }

    /// <summary>Writes MODE/summary.json for each mode, operations.csv, timeline.csv and manifest.json.</summary>
    public void Write(RunManifest manifest, ImmutableArray<ModeSummary> summaries)
    {
        foreach (ModeSummary summary in summaries)
        {
            Directory.CreateDirectory(Path.Combine(_path, summary.Mode));
            WriteWhole(Path.Combine(summary.Mode, "summary.json"), JsonSerializer.Serialize(summary, ReportJson.Default.ModeSummary) + "\n");
        }

        WriteWhole("operations.csv", CsvFiles.Operations(summaries));
        WriteWhole("timeline.csv", CsvFiles.Timeline(summaries));
        WriteWhole("manifest.json", JsonSerializer.Serialize(manifest, ReportJson.Default.RunManifest) + "\n");
    }

    /// <summary>Writes experiments.json, and experiments.csv with a line for each cell of the matrices.</summary>
    public void Write(ImmutableArray<ExperimentResult> results)
    {
        WriteWhole("experiments.json", JsonSerializer.Serialize(results, ReportJson.Default.ImmutableArrayExperimentResult) + "\n");
        WriteWhole("experiments.csv", CsvFiles.Experiments(results));
        WriteWhole("experiment-figures.csv", CsvFiles.ExperimentFigures(results));
    }

    private void WriteWhole(string name, string content)
    {
        string target = Path.Combine(_path, name);
        string temporary = target + ".tmp";
        File.WriteAllText(temporary, content);
        File.Move(temporary, target, overwrite: true);
    }
}
