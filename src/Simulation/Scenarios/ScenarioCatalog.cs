using System.Collections.Immutable;
using System.Text;

namespace Simulation.Scenarios;

/// <summary>Finds scenario files by name or path.</summary>
/// <param name="folders">Where names are looked up, in this order.</param>
public sealed class ScenarioCatalog(params ImmutableArray<string> folders)
{
    private const string NoText = "is not readable as text; must be JSON in UTF-8";

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

    /// <summary>The file of a name, and of nothing else; null where there is none.</summary>
    public string? Find(string name) => Names.Contains(name)
        ? folders.Select(folder => Path.Combine(folder, name + ".json")).FirstOrDefault(File.Exists)
        : null;

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
        if (isName && Find(nameOrPath) is { } found)
        {
            return found;
        }

        string what = Directory.Exists(nameOrPath) ? "is a folder, not a scenario file" : isName ? "there is no scenario of this name" : "there is no such file";
        string hint = Nearest.Hint(Path.GetFileNameWithoutExtension(nameOrPath), Names);
        throw new ScenarioException(nameOrPath.Length == 0 ? "''" : nameOrPath, "", $"{what}{hint}; allowed: a path, or one of {string.Join(", ", Names)}");
    }

    /// <summary>The text of the file: UTF-8, or UTF-16 with its byte order mark.</summary>
    /// <exception cref="ScenarioException">It cannot be read.</exception>
    public static string ReadText(string file)
    {
        try
        {
            ReadOnlySpan<byte> octets = File.ReadAllBytes(file);
            return octets switch
            {
                [0xFF, 0xFE, .. var little] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true).GetString(little),
                [0xFE, 0xFF, .. var big] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true).GetString(big),
                [0xEF, 0xBB, 0xBF, .. var marked] => Utf8(file, marked),
                _ => Utf8(file, octets),
            };
        }
        catch (DecoderFallbackException)
        {
            throw new ScenarioException(file, "", NoText);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException(file, "", $"cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static string Utf8(string file, ReadOnlySpan<byte> octets)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(octets[valid..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid == octets.Length
            ? Encoding.UTF8.GetString(octets)
            : throw new ScenarioException($"{file}:{Place.Of(octets, valid)}", "", NoText);
    }

    private static IEnumerable<string> Upwards(string directory)
    {
        for (DirectoryInfo? current = new(directory); current is not null; current = current.Parent)
        {
            yield return Path.Combine(current.FullName, "scenarios");
        }
    }
}
