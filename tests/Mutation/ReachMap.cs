using System.Globalization;

namespace Mutation;

/// <summary>Which test classes reach which member of which file of the library: the first lines of its file name a class each, the lines after an empty one have a member each and an x for each class that reaches it.</summary>
internal sealed class ReachMap(IReadOnlyList<TestClass> classes, IReadOnlyDictionary<string, string> marks)
{
    /// <summary>How long a class is taken to need that has not been recorded yet.</summary>
    private const double Unknown = 5;

    /// <summary>Reads a map.</summary>
    public static ReachMap Read(string file)
    {
        var lines = File.ReadAllLines(file);
        var classes = lines.TakeWhile(line => line.Length > 0).Select(line => line.Split(' ')).Select(parts => new TestClass(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture)));
        var marks = lines.SkipWhile(line => line.Length > 0).Skip(1).Select(line => line.Split(' ', 2));
        return new ReachMap([.. classes], marks.ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal));
    }

    /// <summary>Writes the map.</summary>
    public void Write(string file) => File.WriteAllLines(
        file,
        [
            .. classes.Select(known => string.Create(CultureInfo.InvariantCulture, $"{known.Name} {known.Seconds:F1}")),
            "",
            .. marks.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Value} {row.Key}"),
        ]);

    /// <summary>The classes that reach a mutant, the quick ones first: those of its member, or of its whole file where it is in none that was recorded.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="present">The names of the classes that there are now. What the map does not know, be it class or file, is taken to be reached.</param>
    public IReadOnlyList<TestClass> Reaching(Mutant mutant, IEnumerable<string> present)
    {
        List<string> rows = mutant.Member is { } member && marks.TryGetValue(member, out var own)
            ? [own]
            : [.. marks.Where(row => row.Key.StartsWith(mutant.File + " ", StringComparison.Ordinal)).Select(row => row.Value)];
        var places = classes.Index().ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);
        var reaching =
            from name in present
            let known = places.TryGetValue(name, out var place) ? place : -1
            where known < 0 || rows.Count == 0 || rows.Exists(row => row[known] == 'x')
            select known < 0 ? new TestClass(name, Unknown) : classes[known];
        return [.. reaching.OrderBy(item => item.Seconds)];
    }

    /// <summary>The classes and members of now that the map does not have.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> present, IEnumerable<string> members) =>
        [.. present.Except(classes.Select(known => known.Name), StringComparer.Ordinal), .. members.Where(member => !marks.ContainsKey(member))];
}
