using CsCheck;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class GenerationCountersTests
{
    [Fact]
    public void No_generation_is_given_out_twice_for_one_use_also_over_snapshots() => Gen.Int[0, 3].Array[0, 60].Sample(steps =>
    {
        var counters = new GenerationCounters();
        var given = new HashSet<(TreeRootUse, uint)>();
        foreach (var step in steps)
        {
            if (step == 0)
            {
                counters = Restore(Octets(counters));
            }
            else
            {
                var use = (TreeRootUse)step;
                var generation = counters.Next(use);
                Assert.True(given.Add((use, generation)));
                Assert.Equal(given.Count(one => one.Item1 == use) - 1, (int)generation);
            }
        }
    }, iter: 200);

    [Fact]
    public void The_counter_stops_at_its_end_instead_of_starting_again()
    {
        var counters = Restore([0, 0, 0, 0, 255, 255, 255, 254, 0, 0, 0, 0]);

        Assert.Equal(uint.MaxValue - 1, counters.Next(TreeRootUse.Leaf));
        Assert.Throws<InvalidOperationException>(() => counters.Next(TreeRootUse.Leaf));
        Assert.Throws<InvalidOperationException>(() => counters.Next(TreeRootUse.Leaf));
        Assert.Equal(0u, counters.Next(TreeRootUse.Create));
    }

    [Fact]
    public void A_use_that_does_not_exist_has_no_counter() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationCounters().Next(default));

    private static byte[] Octets(GenerationCounters counters)
    {
        using var writer = new TlsWriter();
        counters.Write(writer);
        return writer.ToArray();
    }

    private static GenerationCounters Restore(byte[] octets)
    {
        var reader = new TlsReader(octets);
        var counters = GenerationCounters.Read(ref reader);
        reader.ExpectEnd();
        return counters;
    }
}
