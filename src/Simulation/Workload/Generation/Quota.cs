using System.Collections.Immutable;
using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Deals values to places by exact quota, so that a population has the mix of its scenario whatever the seed.</summary>
internal static class Quota
{
    /// <summary>So many values, each as often as its weight says (largest remainders first), in random order.</summary>
    public static T[] Deal<T>(ImmutableArray<Weighted<T>> weights, int count, SeededStream chance)
    {
        double total = weights.Sum(weighted => weighted.Weight);
        int[] seats = [.. weights.Select(weighted => (int)(count * (weighted.Weight / total)))];
        IEnumerable<int> byRemainder = Enumerable.Range(0, weights.Length)
            .OrderByDescending(i => (count * (weights[i].Weight / total)) - seats[i])
            .ThenBy(i => i)
            .Take(count - seats.Sum())
            .ToList();
        foreach (var i in byRemainder)
        {
            seats[i]++;
        }

        T[] dealt = [.. weights.SelectMany((weighted, i) => Enumerable.Repeat(weighted.Value, seats[i]))];
        chance.Shuffle<T>(dealt);
        return dealt;
    }
}
