using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>The files of a run by name, and how each begins: what begins otherwise is somebody else's.</summary>
internal static class RunFiles
{
    public const string Manifest = "manifest.json";
    public const string Operations = "operations.csv";
    public const string Timeline = "timeline.csv";
    public const string Summary = "summary.json";
    public const string Report = "report.html";
    public const string Comparison = "comparison.json";
    public const string Experiments = "experiments.json";
    public const string ExperimentCells = "experiments.csv";
    public const string ExperimentFigures = "experiment-figures.csv";

    private static readonly ImmutableArray<(string Name, string Beginning)> Known =
    [
        (Manifest, "{\n  \"schemaVersion\": "),
        (Operations, "mode,phase,operation,"),
        (Timeline, "mode,virtualSeconds,"),
        (Report, Html.ReportPage.Beginning),
        (Comparison, "{\n  \"schemaVersion\": "),
        (Experiments, "[\n  {\n    \"name\": "),
        (ExperimentCells, "experiment,mode,arm,"),
        (ExperimentFigures, "experiment,mode,case,"),
    ];

    /// <summary>Paths, within a folder, of everything there that has a name of ours; and whether it begins like ours.</summary>
    public static ImmutableArray<(string Path, bool IsOurs)> In(string folder) =>
    [
        .. Known.Where(known => Exists(Path.Combine(folder, known.Name))).Select(known => (known.Name, Begins(Path.Combine(folder, known.Name), known.Beginning))),
        .. Directory.EnumerateDirectories(folder)
            .Select(inner => Path.Combine(Path.GetFileName(inner), Summary))
            .Where(summary => Exists(Path.Combine(folder, summary)))
            .Order(StringComparer.Ordinal)
            .Select(summary => (summary, Begins(Path.Combine(folder, summary), "{\n  \"schemaVersion\": "))),
    ];

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool Begins(string path, string beginning)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var reader = new StreamReader(path);
        char[] start = new char[beginning.Length];
        int read = reader.ReadBlock(start);
        return start.AsSpan(0, read).SequenceEqual(beginning);
    }
}
