using System.Globalization;
using Xunit;

namespace Interop.Server.Tests.RandomScripts;

/// <summary>Random scripts between two servers. What goes wrong is shown with its seed and its steps.</summary>
public sealed class RandomScriptTests(Servers servers) : IClassFixture<Servers>
{
    /// <summary>Two for each suite and framing; MLS_SCRIPTS asks for more, MLS_FIRST_SCRIPT for others.</summary>
    private static readonly int Scripts = Setting("MLS_SCRIPTS", 28);
    private static readonly int First = Setting("MLS_FIRST_SCRIPT", 1);

    [Fact]
    public async Task Whatever_the_script_all_members_agree_and_hear_one_another()
    {
        var wrong = new List<string>();
        foreach (var seed in Enumerable.Range(First, Scripts))
        {
            if (await RandomScriptRun.WrongAsync(servers, RandomScript.Of(seed)) is { } what)
            {
                wrong.Add(what);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Scripts} scripts\n{string.Join("\n\n", wrong.Take(5))}");
    }

    [Fact]
    public void The_scripts_of_the_first_seeds_have_every_kind_of_step_in_every_suite_and_framing()
    {
        var drawn = Enumerable.Range(1, 28).Select(RandomScript.Of).ToList();
        Assert.Equal(14, drawn.DistinctBy(script => (script.Suite, script.Encrypt)).Count());
        var steps = drawn.SelectMany(script => script.Steps).ToList();
        Assert.Equal(6, steps.DistinctBy(step => step.GetType()).Count());
        Assert.Contains(steps, step => step is Step.JoinExternally { IsResync: true });
        Assert.Contains(steps, step => step is Step.JoinExternally { IsResync: false, WithPsk: true });
        var proposals = steps.OfType<Step.Commit>().SelectMany(commit => commit.Proposals).ToList();
        Assert.Equal(6, proposals.DistinctBy(proposal => proposal.Kind).Count());
        Assert.Contains(proposals, proposal => proposal.Proposer?.StartsWith("ds", StringComparison.Ordinal) == true);
        Assert.Contains(proposals, proposal => proposal.Proposer is null);
    }

    [Fact]
    public void A_seed_gives_one_script() => Assert.Equal(string.Join('\n', RandomScript.Of(5).Steps), string.Join('\n', RandomScript.Of(5).Steps));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
