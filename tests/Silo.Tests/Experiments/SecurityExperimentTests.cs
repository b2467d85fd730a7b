using Mls.Crypto;
using Silo.Experiments;
using Simulation.Security;
using Xunit;

namespace Silo.Tests.Experiments;

/// <summary>Experiments that are decided by decryption: each in each mode finds what is expected.</summary>
public sealed class SecurityExperimentTests
{
    private static readonly SecurityExperiments Experiments = new(Composition.NewActors(), Composition.Providers.Find(SecurityExperiments.Suite)!, seed => new SeededRandomStreams(seed));

    public static TheoryData<string, string> All()
    {
        var all = new TheoryData<string, string>();
        foreach (var name in Experiments.Names)
        {
            foreach (var mode in Experiments.Modes)
            {
                all.Add(name, mode);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_experiment_finds_what_is_expected(string name, string mode)
    {
        ExperimentResult result = Experiments.Run(name, mode, 1, TestContext.Current.CancellationToken);

        Assert.All(result.Rows, row => Assert.All(row.Cells, cell => Assert.True(cell.IsMet, $"{row.Arm}, {row.Case}: {cell}")));
        Assert.All(result.Figures, figure => Assert.True(figure.IsMet, figure.ToString()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_experiment_shows_an_honest_member_an_open_door_and_a_closed_one(string name, string mode)
    {
        ExperimentResult result = Experiments.Run(name, mode, 2, TestContext.Current.CancellationToken);

        Assert.Equal([ExperimentRow.Off, ExperimentRow.On, ExperimentRow.Honest], result.Rows.Select(row => row.Arm).Distinct().Order(StringComparer.Ordinal));
    }
}
