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
    public void The_scripts_of_the_first_seeds_have_every_kind_of_step_and_every_suite_in_both_framings()
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
    public void A_seed_gives_one_script_and_another_seed_another()
    {
        Assert.All(Enumerable.Range(1, 28), seed => Assert.Equal(Text(seed), Text(seed)));
        Assert.Equal(28, Enumerable.Range(1, 28).Select(Text).Distinct().Count());

        static string Text(int seed) => string.Join('\n', RandomScript.Of(seed).Steps);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_with_the_seed_and_the_steps_that_led_there()
    {
        var script = RandomScript.Of(3);
        var wrong = await RandomScriptRun.WrongAsync(servers, script with { Steps = [script.Steps[0], new Step.Branch(script.Founders[0], ["nobody"], false, false), script.Steps[1]] });

        Assert.NotNull(wrong);
        Assert.StartsWith($"{script}\n1. {script.Steps[0]}\n2. {script.Founders[0]} branches off with nobody\nthe last of them: ", wrong, StringComparison.Ordinal);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
