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
        var rows = new CostCalculator(Composition.NewActors()).Measure(new CostRequest(users, devices, 2), new NoProgress(), TestContext.Current.CancellationToken);

        Assert.Equal(10 + 11, rows.Length);
        Assert.All(rows, row => Assert.Equal(
            (row, row.ExpectedOctetsSent, row.ExpectedKeyPackageOctets, row.ExpectedDirectoryOctetsSent, row.ExpectedDirectoryOctetsFetched ?? row.DirectoryOctetsFetched),
            (row, row.OctetsSent, row.KeyPackageOctets, row.DirectoryOctetsSent, row.DirectoryOctetsFetched)));
        Assert.Equal([CostVariant.OldKeyPackage], rows.Where(row => row.ExpectedDirectoryOctetsFetched is null).Select(row => row.Variant));
    }

    [Fact]
    public void Where_there_is_no_formula_everything_is_measured_all_the_same()
    {
        var rows = new CostCalculator(Composition.NewActors()).Measure(new CostRequest(4, 3, 2), new NoProgress(), TestContext.Current.CancellationToken);

        Assert.All(rows, row => Assert.Equal((null, null, null, null), (row.ExpectedOctetsSent, row.ExpectedKeyPackageOctets, row.ExpectedDirectoryOctetsSent, row.ExpectedDirectoryOctetsFetched)));
        Assert.Equal((2 * 149, 2), Directory(rows, "update-keys"));
        Assert.Equal((109 + 125 + (2 * 149) + (40 * 149), 2 + 2 + 40), Directory(rows, "remove-device"));
        Assert.Equal((142 + (2 * 149), 1 + 2), Directory(rows, "add-device"));
    }

    private static (long Octets, long Signatures) Directory(IEnumerable<CostRow> rows, string operation)
    {
        var row = rows.Single(row => row.Operation == operation && row is { Mode: "tree-root", Variant: CostVariant.Usual });
        return (row.DirectoryOctetsSent, row.DirectorySign);
    }

    [Fact]
    public void Measured_operations_of_a_renewal_are_those_of_the_closed_form()
    {
        const int Users = 4;
        const int Devices = 2;
        var rows = new CostCalculator(Composition.NewActors()).Measure(new CostRequest(Users, Devices, 1), new NoProgress(), TestContext.Current.CancellationToken);

        var multi = rows.Single(row => row is { Operation: "update-keys", Mode: "multi-client" });
        Assert.Equal(Commit(Users * Devices, 1), (multi.Seal, multi.DeriveKeyPair, multi.Open, multi.Sign, multi.Verify));
        var single = rows.Single(row => row is { Operation: "update-keys", Mode: "tree-root" });
        Assert.Equal(
            Sum(Commit(Devices, 1), Commit(Users, Devices)),
            (single.Seal, single.DeriveKeyPair, single.Open, single.Sign - single.DirectorySign, single.Verify - single.DirectoryVerify));
        Assert.Equal((1, (Users * Devices) - 1), (single.DirectorySign, single.DirectoryVerify));
    }

    /// <summary>One path Commit on a warm tree of N leaves with m devices behind each: encapsulations, derivations, decapsulations, signatures, verifications.</summary>
    private static (long, long, long, long, long) Commit(int leaves, int devices)
    {
        var height = ClosedForm.Height(leaves);
        return (height, 1 + height + (devices * ((2 * leaves) - height - 2)) + ((devices - 1) * (1 + height)), devices * (leaves - 1), 2, 2 * ((devices * leaves) - 1));
    }

    private static (long, long, long, long, long) Sum((long, long, long, long, long) one, (long, long, long, long, long) other) =>
        (one.Item1 + other.Item1, one.Item2 + other.Item2, one.Item3 + other.Item3, one.Item4 + other.Item4, one.Item5 + other.Item5);

    [Fact]
    public void Measuring_tells_each_step_and_ends_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var told = new Told(status =>
        {
            if (status.What == "warming groups")
            {
                stop.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => new CostCalculator(Composition.NewActors()).Measure(new CostRequest(4, 2, 2), told, stop.Token));

        Assert.Equal(["registering devices", "warming users", "creating groups", "warming groups"], told.Phases.Distinct());
        Assert.Equal(1, told.Phases.Count(phase => phase == "warming groups"));
    }

    private sealed class Told(Action<CostStatus> react) : IProgress<CostStatus>
    {
        public List<string> Phases { get; } = [];

        public void Report(CostStatus value)
        {
            Phases.Add(value.What);
            react(value);
        }
    }

    private sealed class NoProgress : IProgress<CostStatus>
    {
        public void Report(CostStatus value)
        {
        }
    }
}
