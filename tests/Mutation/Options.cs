using System.Globalization;

namespace Mutation;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>How it is used.</summary>
    public const string Help = """
        Changes the library in one place at a time and runs the tests that reach the
        place: where they still pass, nobody has looked.

        dotnet run -c Release --project tests/Mutation -- [OPTIONS]

          --sample N        mutants of each folder, 1 or more (40)
          --seed N          draws other mutants (1)
          --folders A,B     folders of src/Mls.Core (Validation,Wire,Schedule)
          --only FILE:LINE  the mutants of one line, such as Wire/TlsReader.cs:40
          --limit MINUTES   stops with what there is by then, 1 to 600 (15)
          --jobs N          mutants at a time, 1 to 64 (one per processor)
          --resume          keeps the kills of the last run whose mutants are drawn
                            again in the same lines, and tests the others
          --list            names the mutants that would be tested, and ends
          --record          finds anew which test classes reach which member, writes
                            tests/Mutation/reach.txt, and ends
          --help            shows this

        Build tests/Mls.Core.Tests and tests/Conformance.Tests in Release first.
        The table of results is also written to artifacts/mutation/table.md.
        Exit code: 0 at its end or limit, 1 where it could not run, 2 for wrong use.
        """;

    /// <summary>How many mutants of each folder are tested.</summary>
    public int Sample { get; private init; } = 40;

    /// <summary>What draws them.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>The folders, without a slash at the end.</summary>
    public IReadOnlyList<string> Folders { get; private init; } = ["Validation", "Wire", "Schedule"];

    /// <summary>The one file and line whose mutants are tested, instead of a sample.</summary>
    public (string File, int Line)? Only { get; private init; }

    /// <summary>When it stops.</summary>
    public TimeSpan Limit { get; private init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether what the last run killed counts as killed.</summary>
    public bool Resume { get; private init; }

    /// <summary>How many mutants are tested at a time.</summary>
    public int Jobs { get; private init; } = Environment.ProcessorCount;

    /// <summary>What is done.</summary>
    public Command Command { get; private init; } = Command.Test;

    /// <summary>Reads the words of a command line.</summary>
    /// <param name="words">The words.</param>
    /// <param name="known">The folders of the library.</param>
    /// <exception cref="UsageException">Something is not an option, or not a value of it.</exception>
    public static Options Parse(IReadOnlyList<string> words, IReadOnlyCollection<string> known)
    {
        var options = new Options();
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            string Value() => ++index < words.Count ? words[index] : throw new UsageException($"{word} needs a value");
            options = word switch
            {
                "--sample" => options with { Sample = Number(word, Value(), 1, int.MaxValue) },
                "--seed" => options with { Seed = Number(word, Value(), int.MinValue, int.MaxValue) },
                "--folders" => options with { Folders = FoldersOf(Value(), known) },
                "--only" => options with { Only = Place(Value(), known) },
                "--limit" => options with { Limit = TimeSpan.FromMinutes(Number(word, Value(), 1, 600)) },
                "--jobs" => options with { Jobs = Number(word, Value(), 1, 64) },
                "--resume" => options with { Resume = true },
                "--list" => options with { Command = Command.List },
                "--record" => options with { Command = Command.Record },
                "--help" or "-h" or "-?" => options with { Command = Command.Help },
                _ => throw new UsageException($"'{word}' is not an option; --help lists them"),
            };
        }

        return options;
    }

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} is a whole number from {least} to {most}, not '{text}'"));

    private static List<string> FoldersOf(string text, IReadOnlyCollection<string> known) =>
        [.. text.Split(',').Select(folder => Known(folder.Trim().TrimEnd('/'), known)).Distinct(StringComparer.Ordinal)];

    private static string Known(string folder, IReadOnlyCollection<string> known) =>
        known.Contains(folder, StringComparer.Ordinal) ? folder : throw new UsageException($"'{folder}' is not a folder of src/Mls.Core; there are {string.Join(", ", known)}");

    private static (string File, int Line) Place(string text, IReadOnlyCollection<string> known)
    {
        var parts = text.Split(':');
        if (parts.Length != 2)
        {
            throw new UsageException($"--only is a file and a line, such as Wire/TlsReader.cs:40, not '{text}'");
        }

        Known(parts[0].Split('/')[0], known);
        return (parts[0], Number("the line of --only", parts[1], 1, int.MaxValue));
    }
}
