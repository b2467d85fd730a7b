using Grains.Interfaces.Contracts;
using Simulation.Measuring;
using Simulation.Reporting;
using Xunit;

namespace Simulation.Tests.Measuring;

public sealed class PathTallyTests
{
    [Fact]
    public void Paths_are_told_apart_by_the_power_of_two_that_their_leaves_do_not_exceed()
    {
        var tally = new PathTally();
        foreach (var (leaves, ciphertexts) in ((int, int)[])[(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (8, 7), (9, 4)])
        {
            tally.Add(new PathSize(leaves, ciphertexts));
        }

        Assert.Equal([(1, 1L), (2, 1L), (4, 2L), (8, 2L), (16, 1L)], tally.Rows.Select(row => (row.Key, row.Value.Count)));
        Assert.Equal((2.5, 3L), (tally.Rows[4].Mean, tally.Rows[4].Ciphertexts.Maximum));
        Assert.Equal(7, tally.Total().Count);
    }

    [Fact]
    public void Beside_what_paths_cost_stands_what_the_least_and_the_worst_tree_would()
    {
        var tally = new PathTally();
        tally.Add(new PathSize(2, 1));
        tally.Add(new PathSize(8, 5));

        Assert.Equal(new PathSpread(2, 3, 1, 5, 5, 2, 4), PathSpread.Of(tally.Total()));
    }

    [Fact]
    public void A_Commit_without_path_is_no_path_without_ciphertexts()
    {
        var tally = new PathTally();
        tally.Add(null);

        Assert.Equal(1, tally.WithoutPath);
        Assert.Null(PathSpread.Of(tally.Total()));
    }
}
