using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Reporting;

namespace Silo.Runs;

/// <summary>The folder that keeps runs: each in a folder of its own, named like the run.</summary>
/// <param name="path">The folder; need not exist.</param>
public sealed class RunsFolder(string path)
{
    private const string Prefix = "r-";
    private const string ReportName = "report.html";
    private const string ManifestName = "manifest.json";

    private readonly ConcurrentDictionary<string, string> _elsewhere = new(StringComparer.Ordinal);

    /// <summary>Folder of a run.</summary>
    public string Of(string id) => _elsewhere.TryGetValue(id, out string? folder) ? folder : Path.Combine(path, id);

    /// <summary>Says that a run's results are in a folder elsewhere, which its owner has chosen.</summary>
    public void Adopt(string id, string folder) => _elsewhere[id] = folder;

    /// <summary>The last name that has been given; "r-0000" where there is none.</summary>
    public string LastId => IdAfter(Ids(), 0);

    /// <summary>The name after the last one of some.</summary>
    public static string IdAfter(IEnumerable<string> ids) => IdAfter(ids, 1);

    /// <summary>The runs that have been written there, without their thresholds and answers.</summary>
    public ImmutableArray<RunTicket> Finished() => [.. Ids().Select(Read).OfType<RunTicket>()];

    /// <summary>A run that has been written there; null where there is none of that name.</summary>
    public RunTicket? Finished(string id)
    {
        if (Read(id) is not { } ticket)
        {
            return null;
        }

        ImmutableArray<ModeSummary> summaries = Summaries(id);
        return ticket with { Suite = summaries.FirstOrDefault()?.Suite ?? ticket.Suite, Thresholds = RunTickets.Thresholds(summaries), Answer = Answer.Lines(summaries, null) };
    }

    /// <summary>Name of a run's report; null where it has none.</summary>
    public string? ReportOf(string id) => Find(id, ReportName) is null ? null : ReportName;

    /// <summary>The files of a run, by their paths in its folder, with their lengths.</summary>
    public ImmutableArray<RunFile> Files(string id) => !Ids().Contains(id, StringComparer.Ordinal)
        ? []
        :
        [
            .. new DirectoryInfo(Of(id)).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
                .Select(file => new RunFile(Path.GetRelativePath(Of(id), file.FullName).Replace('\\', '/'), file.Length))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    /// <summary>Full path of one of <see cref="Files"/>; null for any other: what is asked for is compared, and never followed.</summary>
    public string? Find(string id, string file) => Files(id).FirstOrDefault(known => known.Path == file) is { } found ? Path.GetFullPath(Path.Combine(Of(id), found.Path)) : null;

    /// <summary>The summaries of a run, in the order of its modes; empty where it has none.</summary>
    public ImmutableArray<ModeSummary> Summaries(string id) =>
        Read(id) is not { } ticket ? [] : [.. ticket.Modes.Select(mode => Json(id, $"{mode}/summary.json", ReportJson.Default.ModeSummary)).OfType<ModeSummary>()];

    /// <summary>What produced the files of a run; null where there are none.</summary>
    public RunManifest? Manifest(string id) => Json(id, ManifestName, ReportJson.Default.RunManifest);

    private static string IdAfter(IEnumerable<string> ids, int step)
    {
        int last = ids.Select(id => int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0).DefaultIfEmpty().Max();
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{last + step:D4}");
    }

    private IEnumerable<string> Ids() => !Directory.Exists(path)
        ? _elsewhere.Keys
        : new DirectoryInfo(path).EnumerateDirectories(Prefix + "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
            .Select(folder => folder.Name)
            .Concat(_elsewhere.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private RunTicket? Read(string id)
    {
        if (Manifest(id) is not { } manifest)
        {
            return null;
        }

        string Text(string key) => manifest.Scenario.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
        return new RunTicket
        {
            Id = id,
            Scenario = Text("name"),
            Story = Text("story"),
            Seed = manifest.Seed,
            Modes = manifest.Modes,
            State = manifest.Failure is not null ? TicketState.Failed : manifest.Partial ? TicketState.Stopped : TicketState.Finished,
            Started = manifest.Started,
            Suite = Text("suite"),
            Users = Users(manifest.Scenario),
            Ended = Find(id, ManifestName) is { } file ? File.GetLastWriteTimeUtc(file).ToString("O", CultureInfo.InvariantCulture) : null,
            Failure = manifest.Failure,
            Overrides = manifest.Overrides,
            Report = ReportOf(id),
        };
    }

    private static int Users(JsonElement scenario) =>
        scenario.TryGetProperty("population", out JsonElement population) && population.TryGetProperty("users", out JsonElement users) && users.TryGetInt32(out int number) ? number : 0;

    private T? Json<T>(string id, string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        if (Find(id, file) is not { } found)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(found), type);
        }
        catch (Exception foreign) when (foreign is JsonException or IOException or NotSupportedException)
        {
            // Somebody else's file, or one that is being replaced: there is no such run.
            return null;
        }
    }
}
