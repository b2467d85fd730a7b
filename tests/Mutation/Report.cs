using System.Globalization;
using System.Text;

namespace Mutation;

/// <summary>The results as Markdown.</summary>
internal static class Report
{
    /// <summary>A table with a row for each folder, and the mutants that survived.</summary>
    /// <param name="queues">The folders.</param>
    /// <param name="results">What became of their mutants.</param>
    public static string Of(IReadOnlyList<Queue> queues, IReadOnlyList<Result> results)
    {
        var text = new StringBuilder("| Folder | Mutants | Tested | Killed | Timed out | Survived | Score | 95 % interval |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var queue in queues)
        {
            var outcomes = results.Where(result => result.Folder == queue.Name).CountBy(result => result.Outcome).ToDictionary();
            int Count(Outcome outcome) => outcomes.GetValueOrDefault(outcome);
            var score = new Score(Count(Outcome.Killed) + Count(Outcome.TimedOut), outcomes.Values.Sum());
            var (low, high) = score.Interval;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{queue.Name}` | {queue.Mutants.Count} | {score.Tested} | {Count(Outcome.Killed)} | {Count(Outcome.TimedOut)} | {Count(Outcome.Survived)} | {(score.Tested == 0 ? "-" : $"{score.Percent.ToString("F1", CultureInfo.InvariantCulture)} %")} | {low:F1} to {high:F1} % |\n");
        }

        foreach (var result in results.Where(result => result.Outcome == Outcome.Survived).OrderBy(result => result.Mutant.File, StringComparer.Ordinal).ThenBy(result => result.Mutant.Line))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n* `{result.Mutant}`");
        }

        return text.Append('\n').ToString();
    }
}
