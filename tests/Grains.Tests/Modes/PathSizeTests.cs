using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>What accepted Commits say of their paths. In every mode.</summary>
public sealed class PathSizeTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_path_is_for_all_leaves_but_those_that_its_Commit_adds(string mode)
    {
        var world = new ModeWorld(mode, with: settings => settings with { AddPath = true }).Users(4, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2", "u3"])).Drain();
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        PathSize update = Last(world)!;
        world.Do("u2/d1", "add-user", new TraceCommand.AddUser(Group, "u4")).Drain();
        PathSize add = Last(world)!;

        Assert.Equal((3, 3), (update.Leaves, add.Leaves));
        Assert.InRange(update.Ciphertexts, 1, 2);
        Assert.InRange(add.Ciphertexts, 1, 2);
        Assert.Equal(4, world.Run.TreeOf(ActorId.Group(Group))!.Nodes.Count(node => node.Index % 2 == 0 && !node.IsBlank));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_Commit_without_path_says_that_it_has_none(string mode)
    {
        var world = new ModeWorld(mode, with: settings => settings with { AddPath = false }).Users(3, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u2/d1", "add-user", new TraceCommand.AddUser(Group, "u3")).Drain();

        Assert.Equal(Submitted(world), Last(world)?.Ciphertexts);
    }

    private static PathSize? Last(ModeWorld world) => Commits(world).Last().Path;

    /// <summary>Ciphertexts in what the sender of the last Commit handed in, less those of its Welcome, of which there is one for the one newcomer; null where nothing is left.</summary>
    private static int? Submitted(ModeWorld world)
    {
        int path = world.Seen<Observation.MessagesSent>().Last(sent => sent.Ciphertexts > 0).Ciphertexts - 1;
        return path == 0 ? null : path;
    }

    private static IEnumerable<Observation.CommitAccepted> Commits(ModeWorld world) =>
        world.Run.Observations.Where(seen => seen.Actor == ActorId.Group(Group)).Select(seen => seen.What).OfType<Observation.CommitAccepted>();
}
