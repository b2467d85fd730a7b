using Xunit;

namespace Mutation.Tests;

public class OptionsTests
{
    private static readonly string[] Folders = ["Groups", "Schedule", "Tree", "Validation", "Wire"];

    [Fact]
    public void Without_words_it_samples_40_mutants_of_three_folders_for_15_minutes()
    {
        var options = Options.Parse([], Folders);
        Assert.Equal((40, 1, TimeSpan.FromMinutes(15), Command.Test), (options.Sample, options.Seed, options.Limit, options.Command));
        Assert.Equal(["Validation", "Wire", "Schedule"], options.Folders);
    }

    [Fact]
    public void Every_option_is_taken()
    {
        var options = Options.Parse("--sample 7 --seed -3 --folders Tree/,Groups,Tree --limit 2 --jobs 1 --list".Split(' '), Folders);
        Assert.Equal((7, -3, TimeSpan.FromMinutes(2), 1, Command.List), (options.Sample, options.Seed, options.Limit, options.Jobs, options.Command));
        Assert.Equal(["Tree", "Groups"], options.Folders);
        Assert.Equal(("Wire/TlsReader.cs", 40), Options.Parse(["--only", "Wire/TlsReader.cs:40"], Folders).Only);
    }

    [Theory]
    [InlineData("--sample", "--sample needs a value")]
    [InlineData("--sample 0", "--sample is a whole number from 1 to 2147483647, not '0'")]
    [InlineData("--sample all", "not 'all'")]
    [InlineData("--seed 1.5", "--seed is a whole number")]
    [InlineData("--limit 601", "--limit is a whole number from 1 to 600, not '601'")]
    [InlineData("--jobs 65", "--jobs is a whole number from 1 to 64, not '65'")]
    [InlineData("--folders Trees", "'Trees' is not a folder of src/Mls.Core; there are Groups, Schedule, Tree, Validation, Wire")]
    [InlineData("--folders Tree,", "'' is not a folder")]
    [InlineData("--only Wire", "--only is a file and a line")]
    [InlineData("--only Wire/TlsReader.cs:x", "the line of --only is a whole number")]
    [InlineData("--only TlsReader.cs:4", "'TlsReader.cs' is not a folder")]
    [InlineData("Validation/", "'Validation/' is not an option; --help lists them")]
    public void Wrong_words_are_named_with_what_is_allowed(string words, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => Options.Parse(words.Split(' '), Folders)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_help_fits_a_terminal() => Assert.All(Options.Help.Split('\n'), line => Assert.True(line.Length <= 80, line));
}
