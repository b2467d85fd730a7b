using Silo.Costing;
using Simulation.Costing;
using Xunit;

namespace Silo.Tests;

public sealed class CostTests
{
    [Theory]
    [InlineData(4, 2)]
    [InlineData(4, 4)]
    [InlineData(8, 2)]
    public void Measured_octets_are_those_of_the_closed_form(int users, int devices)
    {
        var rows = new CostCalculator(Composition.NewActors()).Measure(new CostRequest(users, devices, 2), TestContext.Current.CancellationToken);

        Assert.Equal(16, rows.Length);
        Assert.All(rows, row => Assert.Equal(row.ExpectedOctetsSent, row.OctetsSent));
    }

    [Fact]
    public void Measured_operations_of_a_renewal_are_those_of_the_closed_form()
    {
        const int Users = 4;
        const int Devices = 2;
        var rows = new CostCalculator(Composition.NewActors()).Measure(new CostRequest(Users, Devices, 1), TestContext.Current.CancellationToken);

        var multi = rows.Single(row => row is { Operation: "update-keys", Mode: "multi-client" });
        Assert.Equal(Commit(Users * Devices, 1), (multi.Seal, multi.DeriveKeyPair, multi.Open, multi.Sign, multi.Verify));
        var single = rows.Single(row => row is { Operation: "update-keys", Mode: "tree-root" });
        Assert.Equal(Sum(Commit(Devices, 1), Commit(Users, Devices)), (single.Seal, single.DeriveKeyPair, single.Open, single.Sign, single.Verify));
    }

    /// <summary>One path Commit on a warm tree of N leaves with m devices behind each: encapsulations, derivations, decapsulations, signatures, verifications.</summary>
    private static (long, long, long, long, long) Commit(int leaves, int devices)
    {
        var height = ClosedForm.Height(leaves);
        return (height, 1 + height + (devices * ((2 * leaves) - height - 2)) + ((devices - 1) * (1 + height)), devices * (leaves - 1), 2, 2 * ((devices * leaves) - 1));
    }

    private static (long, long, long, long, long) Sum((long, long, long, long, long) one, (long, long, long, long, long) other) =>
        (one.Item1 + other.Item1, one.Item2 + other.Item2, one.Item3 + other.Item3, one.Item4 + other.Item4, one.Item5 + other.Item5);
}
