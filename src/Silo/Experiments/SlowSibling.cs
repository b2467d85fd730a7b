using System.Collections.Immutable;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E5: device B is offline while its sibling A keeps up. Who of them, copied afterwards, opens what was said meanwhile?</summary>
internal sealed class SlowSibling : ISecurityExperiment
{
    private const string Group = "g:one";
    private const string A = "u1/d1";
    private const string B = "u1/d2";
    private const string Sender = "u2/d1";
    private const string Honest = "u3/d1";

    /// <summary>More user-group epochs than a device keeps: what the group was joined with is gone.</summary>
    private const int Updates = 9;

    /// <inheritdoc/>
    public string Name => "E5";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var world = ExperimentWorld.Populated(bench, mode, devices: 2).Done(Sender, new TraceCommand.CreateGroup(Group, ["u1", "u3"]));
        for (var update = 0; update < Updates; update++)
        {
            world.Done(A, new TraceCommand.UpdateKeys());
        }

        stop.ThrowIfCancellationRequested();
        var honest = world.Steal(Honest);
        var kept = world.Copy();
        world.Done(B, new TraceCommand.GoOffline());
        var slow = Talk(world);
        var present = Talk(kept);
        var matrix = new Matrix();
        var truth = world.Open(Honest, honest);
        matrix.AddHonest("a member since then", truth, ("meanwhile", slow));
        matrix.Add(ExperimentRow.Off, "B is offline and B is copied", truth, world.Open(B, world.Steal(B)), ("meanwhile", slow, true));
        matrix.Add(ExperimentRow.On, "B is offline and A is copied", truth, world.Open(A, world.Steal(A)), ("meanwhile", slow, false));
        matrix.Add(ExperimentRow.On, "B is online and B is copied", kept.Open(Honest, honest), kept.Open(B, kept.Steal(B)), ("meanwhile", present, false));
        return new ExperimentResult(
            Name,
            "forward secrecy is that of the slowest device",
            mode,
            world.HasUserGroup(A)
                ? "a copy of B opens all that was said since B went offline: the whole user's messages, although A is up to date"
                : "a copy of B opens all that was said since B went offline, with B's own leaf; a copy of A opens nothing",
            matrix.Rows,
            [],
            []);
    }

    private static ImmutableArray<SentMessage> Talk(ExperimentWorld world)
    {
        var first = world.Send(Sender, Group, 3);
        world.Done(A, new TraceCommand.UpdateKeys());
        return [.. first, .. world.Send(Sender, Group, 2)];
    }
}
