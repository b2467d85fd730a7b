using Xunit;

namespace Silo.Tests.Telemetry;

/// <summary>Tests that share one run. It has the process to itself: silos of other tests would be measured, too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredRuns : ICollectionFixture<MeasuredRun>
{
    public const string Name = "measured run";
}
