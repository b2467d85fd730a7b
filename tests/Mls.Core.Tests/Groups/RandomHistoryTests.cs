using CsCheck;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class RandomHistoryTests
{
    private static readonly Gen<RandomHistory.Step> Step =
        from kind in Gen.Enum<RandomHistory.Kind>()
        from actor in Gen.Int[0, 11]
        from other in Gen.Int[0, 11]
        from flag in Gen.Bool
        select new RandomHistory.Step(kind, actor, other, flag);

    [Fact]
    public void Whatever_happens_all_members_agree_and_the_tree_is_sound() => Step.Array[1, 25].Sample(steps =>
    {
        using var history = new RandomHistory();
        foreach (var step in steps)
        {
            history.Do(step);
            GroupInvariants.Check(history.Group);
        }
    }, iter: 40);

    [Fact]
    public void Members_restored_after_every_step_go_on_as_if_they_had_not_been() => Step.Array[1, 15].Sample(steps =>
    {
        using var restored = new RandomHistory();
        using var kept = new RandomHistory();
        foreach (var step in steps)
        {
            restored.Do(step);
            kept.Do(step);
            foreach (var member in restored.Group.Members)
            {
                Snapshots.Reload(member);
            }

            Assert.Equal(kept.Group.Members.Select(member => Snapshots.Of(member.Group)), restored.Group.Members.Select(member => Snapshots.Of(member.Group)));
        }
    }, iter: 15);
}
