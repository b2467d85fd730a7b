using Xunit;

namespace Mutation.Tests;

public class DrawTests
{
    private static readonly string[] Letters = ["a", "b", "c", "d", "e", "f", "g", "h"];

    [Fact]
    public void A_seed_draws_the_same_in_every_run_and_whatever_order_the_mutants_come_in()
    {
        Assert.Equal("dbhegcaf", Drawn(Letters, 1));
        Assert.Equal(Drawn(Letters, 1), Drawn(Letters.Reverse(), 1));
    }

    [Fact]
    public void Another_seed_draws_in_another_order() => Assert.NotEqual(Drawn(Letters, 1), Drawn(Letters, 2));

    [Fact]
    public void What_is_taken_away_moves_nothing_else() => Assert.Equal(Drawn(Letters, 1).Replace("c", "", StringComparison.Ordinal), Drawn(Letters.Except(["c"]), 1));

    [Fact]
    public void A_mutant_that_is_not_CSharp_is_drawn_again_until_there_are_no_more()
    {
        var queue = new Queue("Wire", Sources.Mutants("class C { int F(int a) => a + 1 > 2 ? a : 3; }"), 3);
        Assert.Equal(5, queue.Mutants.Count);
        queue.Take();
        queue.DrawAgain();
        Assert.Equal((0, 3, true), (queue.Taken, queue.Wanted, queue.HasNext));
        queue.Take();
        queue.Take();
        Assert.True(queue.HasNext);
        queue.Take();
        Assert.False(queue.HasNext);
        queue.DrawAgain();
        queue.Take();
        queue.DrawAgain();
        Assert.Equal((2, 2, false), (queue.Taken, queue.Wanted, queue.HasNext));
    }

    private static string Drawn(IEnumerable<string> items, int seed) => string.Concat(Draw.Order(items, item => item, seed));
}
