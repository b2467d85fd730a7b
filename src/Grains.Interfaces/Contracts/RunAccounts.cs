using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>What a run has cost, aggregated; memory does not grow with its length.</summary>
/// <param name="Totals">Counters.</param>
/// <param name="Traffic">Traffic by operation, phase, label and link, in that order.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-accounts")]
public sealed record RunAccounts([property: Id(0)] RunTotals Totals, [property: Id(1)] ImmutableArray<TrafficAccount> Traffic)
{
    /// <summary>Sum of several silos' accounts.</summary>
    public static RunAccounts Sum(IEnumerable<RunAccounts> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var totals = RunTotals.Zero;
        var traffic = new Dictionary<TrafficKey, TrafficAccount>();
        foreach (var part in parts)
        {
            totals = totals.Add(part.Totals);
            foreach (var account in part.Traffic)
            {
                var sum = traffic.GetValueOrDefault(account.Key, new(account.Key, 0, 0, 0, 0));
                traffic[account.Key] = new(
                    account.Key,
                    sum.Mails + account.Mails,
                    sum.SentOctets + account.SentOctets,
                    sum.Deliveries + account.Deliveries,
                    sum.DeliveredOctets + account.DeliveredOctets);
            }
        }

        return new(totals, [.. Ordered(traffic.Values)]);
    }

    private static IEnumerable<TrafficAccount> Ordered(IEnumerable<TrafficAccount> accounts) => accounts
        .OrderBy(account => account.Key.Operation, StringComparer.Ordinal)
        .ThenBy(account => account.Key.Phase)
        .ThenBy(account => account.Key.Label, StringComparer.Ordinal)
        .ThenBy(account => account.Key.Link);
}
