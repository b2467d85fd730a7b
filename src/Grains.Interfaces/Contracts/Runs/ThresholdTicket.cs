namespace Grains.Interfaces.Contracts.Runs;

/// <summary>A threshold of a scenario, judged.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Name">What is measured.</param>
/// <param name="Actual">What was found.</param>
/// <param name="Maximum">The most that is allowed.</param>
/// <param name="Passed">Whether it is.</param>
[GenerateSerializer]
[Immutable]
[Alias("threshold-ticket")]
public sealed record ThresholdTicket(
    [property: Id(0)] string Mode, [property: Id(1)] string Name, [property: Id(2)] double Actual, [property: Id(3)] double Maximum, [property: Id(4)] bool Passed);
