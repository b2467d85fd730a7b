using TestKit;
using Xunit;

namespace Conformance.Tests;

/// <summary>How many cases were published, so that none can go missing unseen. Every class takes its rows from <see cref="Vectors.Rows"/>.</summary>
public sealed class PublishedCasesTests
{
    private const int Total = 785;

    public static TheoryData<string, int> Files() => new()
    {
        { "crypto-basics", 7 },
        { "deserialization", 14 },
        { "key-schedule", 7 },
        { "message-protection", 7 },
        { "messages", 300 },
        { "passive-client-handling-commit", 91 },
        { "passive-client-random", 1 },
        { "passive-client-welcome", 56 },
        { "psk_secret", 77 },
        { "secret-tree", 21 },
        { "transcript-hashes", 7 },
        { "tree-math", 10 },
        { "tree-operations", 5 },
        { "tree-validation", 98 },
        { "treekem", 77 },
        { "welcome", 7 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_has_as_many_cases_as_published(string file, int count)
    {
        Vectors.Require(file);
        Assert.Equal(count, Vectors.Rows(file).Count);
    }

    [Fact]
    public void There_are_785_cases_in_16_files()
    {
        var files = Files();

        Assert.Equal(16, files.Count);
        Assert.Equal(Total, files.Sum(file => file.Data.Item2));
    }
}
