using System.Collections.Immutable;

namespace Simulation.Scenarios;

/// <summary>Finds scenario files by name or path.</summary>
/// <param name="folders">Where names are looked up, in this order.</param>
public sealed class ScenarioCatalog(params ImmutableArray<string> folders)
{
    /// <summary>The folders <c>scenarios</c> of the working directory, of its parents, and beside the program.</summary>
    public static ScenarioCatalog Default(string workingDirectory, string programDirectory) =>
        new([.. Upwards(workingDirectory), Path.Combine(programDirectory, "scenarios")]);

    /// <summary>Names of all scenarios, sorted; the first folder that has a name wins.</summary>
    public ImmutableArray<string> Names =>
    [
        .. folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.EndsWith(".schema", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file that a name or a path means.</summary>
    /// <exception cref="ScenarioException">There is none.</exception>
    public string Locate(string nameOrPath)
    {
        if (File.Exists(nameOrPath))
        {
            return nameOrPath;
        }

        bool isName = !nameOrPath.Contains('/', StringComparison.Ordinal)
            && !nameOrPath.Contains('\\', StringComparison.Ordinal)
            && !nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (isName)
        {
            foreach (string folder in folders)
            {
                string candidate = Path.Combine(folder, nameOrPath + ".json");
                if (nameOrPath.Length > 0 && File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        string what = Directory.Exists(nameOrPath) ? "is a folder, not a scenario file" : isName ? "there is no scenario of this name" : "there is no such file";
        string hint = Nearest.Find(Path.GetFileNameWithoutExtension(nameOrPath), Names) is { } near ? $" (did you mean '{near}'?)" : "";
        throw new ScenarioException(nameOrPath, "", $"{what}{hint}; allowed: a path, or one of {string.Join(", ", Names)}");
    }

    /// <summary>The text of the file.</summary>
    /// <exception cref="ScenarioException">It cannot be read.</exception>
    public static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException(file, "", $"cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static IEnumerable<string> Upwards(string directory)
    {
        for (DirectoryInfo? current = new(directory); current is not null; current = current.Parent)
        {
            yield return Path.Combine(current.FullName, "scenarios");
        }
    }
}
