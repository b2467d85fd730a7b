using System.Collections.Immutable;
using System.Text.Json;
using Simulation.Reporting.Html;
using Simulation.Scenarios;
using Simulation.Security;

namespace Simulation.Reporting;

/// <summary>The folder that the results of one run are written to: all files appear, each whole, or none does.</summary>
public sealed class OutputFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _overwrite;
    private readonly Action<string, string> _write;
    private readonly ImmutableArray<string> _created;

    private OutputFolder(string path, bool overwrite, Action<string, string> write, ImmutableArray<string> created)
    {
        _path = path;
        _overwrite = overwrite;
        _write = write;
        _created = created;
    }

    /// <summary>Makes sure, before anything is run, that results can be written: creates the folder, and writes and removes a file in it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="folders">Names of the folders that will be needed in it.</param>
    /// <param name="overwrite">Whether the files of another run make way.</param>
    /// <param name="write">Writes a text to a file that does not exist.</param>
    /// <exception cref="WrongUseException">They cannot be written, or the folder holds what would be in their way.</exception>
    public static OutputFolder Prepare(string path, ImmutableArray<string> folders, bool overwrite, Action<string, string> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new WrongUseException($"--out '{path}': is empty; must be a folder that exists or can be created");
        }

        try
        {
            ImmutableArray<string> missing = [.. Upwards(Path.GetFullPath(path)).TakeWhile(folder => !Directory.Exists(folder))];
            if ((missing.IsEmpty ? null : missing.FirstOrDefault(File.Exists)) is { } file)
            {
                throw new WrongUseException($"--out {path}: {file} is a file; must be a folder that exists or can be created");
            }

            Directory.CreateDirectory(path);
            var folder = new OutputFolder(path, overwrite, write, missing);
            try
            {
                folder.TryOut(folders);
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WrongUseException($"--out {path}: cannot be written: {refused.Message}; must be a folder that exists or can be created");
        }
    }

    /// <summary>Writes MODE/summary.json for each mode, operations.csv, timeline.csv, report.html and manifest.json.</summary>
    /// <exception cref="OutputException">Nothing has been written.</exception>
    public void Write(RunManifest manifest, ImmutableArray<ModeSummary> summaries, ImmutableArray<string> answer) => WriteAll(
    [
        .. summaries.Select(summary => (Path.Combine(summary.Mode, RunFiles.Summary), JsonSerializer.Serialize(summary, ReportJson.Default.ModeSummary) + "\n")),
        (RunFiles.Operations, CsvFiles.Operations(summaries)),
        (RunFiles.Timeline, CsvFiles.Timeline(summaries)),
        (RunFiles.Report, ReportPage.Of(new ReportContent($"{(summaries.IsEmpty ? "run" : summaries[0].Scenario)}, seed {manifest.Seed}", answer, manifest, summaries))),
        (RunFiles.Manifest, JsonSerializer.Serialize(manifest, ReportJson.Default.RunManifest) + "\n"),
    ]);

    /// <summary>Writes comparison.json and report.html of several seeds.</summary>
    /// <exception cref="OutputException">Nothing has been written.</exception>
    public void Write(SeedComparison comparison, string report) => WriteAll(
    [
        (RunFiles.Comparison, JsonSerializer.Serialize(comparison, ReportJson.Default.SeedComparison) + "\n"),
        (RunFiles.Report, report),
    ]);

    /// <summary>Writes report.html alone.</summary>
    /// <exception cref="OutputException">Nothing has been written.</exception>
    public void Write(string report) => WriteAll([(RunFiles.Report, report)]);

    /// <summary>Writes experiments.json, and experiments.csv with a line for each cell of the matrices.</summary>
    /// <exception cref="OutputException">Nothing has been written.</exception>
    public void Write(ImmutableArray<ExperimentResult> results) => WriteAll(
    [
        (RunFiles.Experiments, JsonSerializer.Serialize(results, ReportJson.Default.ImmutableArrayExperimentResult) + "\n"),
        (RunFiles.ExperimentCells, CsvFiles.Experiments(results)),
        (RunFiles.ExperimentFigures, CsvFiles.ExperimentFigures(results)),
    ]);

    /// <summary>Removes the folders that were created and have stayed empty.</summary>
    public void Dispose() => RemoveEmpty(_created);

    private static IEnumerable<string> Upwards(string path)
    {
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    private static void RemoveEmpty(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    private void TryOut(ImmutableArray<string> folders)
    {
        foreach (var (name, isOurs) in RunFiles.In(_path))
        {
            if (!_overwrite)
            {
                throw new WrongUseException($"--out {_path}: holds the files of a run already, {name} among them; must be another folder, or --overwrite replaces them");
            }

            if (!isOurs)
            {
                throw new WrongUseException($"--out {_path}: {name} is not of this program, and stays; must be another folder");
            }
        }

        if (folders.FirstOrDefault(folder => File.Exists(Path.Combine(_path, folder))) is { } file)
        {
            throw new WrongUseException($"--out {_path}: {file} is a file where a folder will be needed; must be another folder");
        }

        string probe = Temporary("probe");
        File.Delete(probe);
        _write(probe, "probe");
        File.Delete(probe);
    }

    /// <summary>Everything under temporary names first: after that only names change, for which a full disk has room.</summary>
    private void WriteAll(ImmutableArray<(string Name, string Content)> files)
    {
        ImmutableArray<string> inner = [.. files.Select(file => Path.GetDirectoryName(Path.Combine(_path, file.Name))!).Distinct(StringComparer.Ordinal).Where(folder => !Directory.Exists(folder))];
        try
        {
            foreach (var (name, content) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_path, name))!);
                File.Delete(Temporary(name));
                _write(Temporary(name), content);
            }

            if (_overwrite)
            {
                foreach (var (old, _) in RunFiles.In(_path).Where(old => old.IsOurs))
                {
                    File.Delete(Path.Combine(_path, old));
                    RemoveEmpty([Path.GetDirectoryName(Path.Combine(_path, old))!]);
                }
            }

            foreach (var (name, _) in files)
            {
                File.Move(Temporary(name), Path.Combine(_path, name), overwrite: false);
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            foreach (var (name, _) in files.Where(file => File.Exists(Temporary(file.Name))))
            {
                File.Delete(Temporary(name));
            }

            RemoveEmpty(inner);
            throw new OutputException($"--out {_path}: the results cannot be written, and no file of them is there", failed);
        }
    }

    private string Temporary(string name) => Path.Combine(_path, Path.GetDirectoryName(name)!, $".{Path.GetFileName(name)}.tmp");
}
