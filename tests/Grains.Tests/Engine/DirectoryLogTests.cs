using Grains.Interfaces.Contracts;
using Grains.Post;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class DirectoryLogTests
{
    [Fact]
    public void Entries_are_read_in_order_of_time_author_and_sequence_and_not_before_their_time()
    {
        var log = new DirectoryLog();
        log.Add([Entry(40, "b", 1), Entry(40, "a", 2), Entry(20, "b", 0)]);
        log.Add([Entry(60, "a", 3), Entry(40, "a", 1)]);
        Assert.Empty(Read(log, 19));
        Assert.Equal(["b0"], Read(log, 39));
        Assert.Equal(["b0", "a1", "a2", "b1"], Read(log, 40));
        Assert.Equal(["b0", "a1", "a2", "b1", "a3"], Read(log, 1000));
    }

    [Fact]
    public void Users_are_apart()
    {
        var log = new DirectoryLog();
        log.Add([Entry(40, "a", 1)]);
        Assert.Equal(0, log.Read("somebody else", 1000).Length);
    }

    private static DirectoryEntry Entry(long at, string author, long sequence) =>
        new("u1", at, ActorId.User(author), sequence, $"{author}{sequence}", Octets.Empty);

    private static string[] Read(DirectoryLog log, long asOf) => [.. log.Read("u1", asOf).ToArray().Select(entry => entry.Key)];
}
