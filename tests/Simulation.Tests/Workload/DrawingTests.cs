using Simulation.Scenarios;
using Simulation.Workload;
using Xunit;

namespace Simulation.Tests.Workload;

public sealed class DrawingTests
{
    [Theory]
    [InlineData("register", "population.users=100000")]
    [InlineData("create-groups", "groups.0.messageWeight=1")]
    [InlineData("warm-up", "warmUp.share=1")]
    [InlineData("life", "messages.perUserAndDay=1")]
    public void Drawing_tells_how_far_it_is_and_ends_within_a_thousand_steps_of_a_stop(string stage, string assignment)
    {
        Scenario scenario = ScenarioFiles.Read("family", "groups=[{\"kind\":\"all\",\"members\":\"everyone\"}]", "population.users=5000", assignment);
        using var stop = new CancellationTokenSource();
        var told = new Told(status =>
        {
            if (status.Stage == stage)
            {
                stop.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => TraceGenerator.Generate(scenario, 1, told, stop.Token));

        Assert.Equal(1, told.Stages.Count(seen => seen == stage));
        Assert.Equal(stage, told.Stages[^1]);
    }

    private sealed class Told(Action<GenerationStatus> react) : IProgress<GenerationStatus>
    {
        public List<string> Stages { get; } = [];

        public void Report(GenerationStatus value)
        {
            Stages.Add(value.Stage);
            react(value);
        }
    }
}
