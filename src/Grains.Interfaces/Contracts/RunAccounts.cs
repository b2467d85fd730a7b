using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>What a run has cost, aggregated; memory grows with the trace, not with what is carried.</summary>
/// <param name="Totals">Counters.</param>
/// <param name="Traffic">Traffic by operation, phase, label and link, in that order.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-accounts")]
public sealed record RunAccounts([property: Id(0)] RunTotals Totals, [property: Id(1)] ImmutableArray<TrafficAccount> Traffic)
{
    /// <summary>Traffic by operation of the trace, in its order.</summary>
    [Id(2)]
    public ImmutableArray<OperationTraffic> Operations { get; init; } = [];

    /// <summary>Sum of several silos' accounts.</summary>
    public static RunAccounts Sum(IEnumerable<RunAccounts> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var totals = RunTotals.Zero;
        var traffic = new Dictionary<TrafficKey, TrafficAccount>();
        var operations = new Dictionary<(long Id, string Name), OperationTraffic>();
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

            foreach (var account in part.Operations)
            {
                operations[(account.Id, account.Name)] = operations.TryGetValue((account.Id, account.Name), out var sum) ? sum.Add(account) : account;
            }
        }

        return new(totals, [.. Ordered(traffic.Values)])
        {
            Operations = [.. operations.Values.OrderBy(account => account.Id).ThenBy(account => account.Name, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<TrafficAccount> Ordered(IEnumerable<TrafficAccount> accounts) => accounts
        .OrderBy(account => account.Key.Operation, StringComparer.Ordinal)
        .ThenBy(account => account.Key.Phase)
        .ThenBy(account => account.Key.Label, StringComparer.Ordinal)
        .ThenBy(account => account.Key.Link);
}
