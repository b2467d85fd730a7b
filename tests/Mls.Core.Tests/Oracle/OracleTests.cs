using System.Globalization;
using CsCheck;
using Xunit;

namespace Mls.Core.Tests.Oracle;

/// <summary>Random histories against the model. <c>MLS_ORACLE_OPERATIONS</c> sets how many operations the small groups see (10,000 where it is not set; 100,000 for a long run).</summary>
public sealed class OracleTests
{
    private const int LongestSmall = 60;

    [Fact]
    public void Small_groups_agree_with_the_model_after_every_operation()
    {
        var wanted = int.TryParse(Environment.GetEnvironmentVariable("MLS_ORACLE_OPERATIONS"), CultureInfo.InvariantCulture, out var set) ? set : 10_000;
        var done = 0L;
        do
        {
            Step.Any.Array[1, LongestSmall].Sample(
                steps => Interlocked.Add(ref done, Play(steps, most: 9, opened: 8)), iter: 1 + (wanted / LongestSmall), print: Print);
        }
        while (done < wanted);

        Assert.InRange(done, wanted, int.MaxValue);
    }

    [Fact]
    public void Groups_of_up_to_forty_members_agree_with_the_model_after_every_operation() => Growing.Array[5, 35].Sample(
        steps => Play(steps, most: 40, opened: 3), iter: 8, print: Print);

    /// <summary>Steps that mostly add.</summary>
    private static Gen<Step> Growing =>
        from step in Step.Any
        from grows in Gen.Bool
        select grows ? step with { What = step.Choice ? Step.Kind.AddSeveral : Step.Kind.Empty } : step.What == Step.Kind.RemoveSeveral ? step with { What = Step.Kind.Update } : step;

    private static int Play(Step[] steps, int most, int opened)
    {
        using var history = new History(most, opened);
        foreach (var step in steps)
        {
            history.Do(step);
        }

        return steps.Length;
    }

    private static string Print(Step[] steps) => string.Join('\n', steps.Select((step, i) => $"{i + 1}. {step}"));
}
