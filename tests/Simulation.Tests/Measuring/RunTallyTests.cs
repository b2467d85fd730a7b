using Grains.Interfaces.Contracts;
using Simulation.Measuring;
using Xunit;

namespace Simulation.Tests.Measuring;

public sealed class RunTallyTests
{
    private static readonly Operation Update = new(0, "update-keys", Phase.Measured);

    [Fact]
    public void What_is_kept_of_paths_returns_and_openings_does_not_grow_with_their_number()
    {
        // After this many all values have been there; what is left to grow are the digits of sums.
        int few = Kept(4_000).Length;

        Assert.InRange(Kept(200_000).Length, few, few + 100);
    }

    [Fact]
    public void Commits_of_conversation_groups_and_of_user_groups_are_kept_apart_and_those_of_the_set_up_not_at_all()
    {
        var observer = new RunObserver();
        observer.Observe(
        [
            new Observed(1, ActorId.Group("g:a"), 1, Update, new Observation.CommitAccepted("g:a", 1, new PathSize(4, 2))),
            new Observed(1, ActorId.User("u1"), 1, Update, new Observation.CommitAccepted("user:u1", 1, new PathSize(2, 1))),
            new Observed(1, ActorId.User("u1"), 2, Update, new Observation.CommitAccepted("user:u1", 2)),
            new Observed(1, ActorId.Group("g:a"), 2, Update with { Phase = Phase.Setup }, new Observation.CommitAccepted("g:a", 2, new PathSize(4, 3))),
        ]);
        RunTally tally = RunObserver.Merge([observer.Collect(), new RunObserver().Collect()]).Tally;

        Assert.Equal((1, 0), (tally.GroupPaths.Total().Count, tally.GroupPaths.WithoutPath));
        Assert.Equal((1, 1), (tally.UserGroupPaths.Total().Count, tally.UserGroupPaths.WithoutPath));
        Assert.Equal((2.0, 1.0), (tally.GroupPaths.Total().Mean, tally.UserGroupPaths.Total().Mean));
    }

    private static Octets Kept(int events)
    {
        var observer = new RunObserver();
        for (var i = 0; i < events; i++)
        {
            observer.Observe(
            [
                new Observed(1, ActorId.Group("g:a"), i, Update, new Observation.CommitAccepted("g:a", 1, new PathSize(1 + (i % 500), i % 400))),
                new Observed(1, ActorId.Device("u1/d1"), i, Update, new Observation.CaughtUp(1 + (i % 900), 3)),
            ]);
        }

        return observer.Collect();
    }
}
