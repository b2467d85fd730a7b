using System.Collections.Immutable;

namespace Simulation.Scenarios;

/// <summary>How much is written.</summary>
/// <param name="PerUserAndDay">Mean number of messages on a weekday; Poisson per user and day.</param>
/// <param name="MedianOctets">Median length of the plain text; log-normal.</param>
/// <param name="Sigma">Sigma of the logarithm of the length.</param>
/// <param name="MaximumOctets">Longer ones are cut to this.</param>
/// <param name="WeekendFactor">Factor on messages and sessions on days 5 and 6 of each week; day 0 is a Monday.</param>
/// <param name="Hours">24 weights: how a day's sessions, and the messages in them, are spread.</param>
public sealed record MessageTraffic(
    double PerUserAndDay,
    int MedianOctets,
    double Sigma,
    int MaximumOctets,
    double WeekendFactor,
    ImmutableArray<double> Hours);
