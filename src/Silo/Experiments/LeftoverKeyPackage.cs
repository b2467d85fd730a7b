using System.Collections.Immutable;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E6: device X is copied and removed; the account service hands out a KeyPackage from before for a new group. Does the copy open what is said there?</summary>
internal sealed class LeftoverKeyPackage : ISecurityExperiment
{
    private const string Group = "g:new";
    private const string A = "u1/d1";
    private const string X = "u1/d2";
    private const string Creator = "u2/d1";
    private const string Honest = "u3/d1";

    /// <inheritdoc/>
    public string Name => "E6";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var stale = new StaleKeyPackage("u1", X);
        var world = ExperimentWorld.Populated(bench, mode, devices: 2, stale);
        var stolen = world.Steal(X);
        stale.IsServed = true;
        var matrix = new Matrix();
        var present = Talk(world.Copy(), out var truth, out var undisturbed);
        matrix.AddHonest("a member of the new group", truth, ("new group", present));
        matrix.Add(ExperimentRow.Off, "X is not removed", truth, undisturbed.Open(X, stolen), ("new group", present, true));
        stop.ThrowIfCancellationRequested();

        stale.IsServed = false;
        world.Done(A, new TraceCommand.RemoveDevice(X));
        stale.IsServed = true;
        var said = Talk(world, out var later, out _);
        matrix.Add(ExperimentRow.On, "X has been removed", later, world.Open(X, stolen), ("new group", said, false));
        return new ExperimentResult(
            Name,
            "a KeyPackage of a removed device, handed out for a new group",
            mode,
            "nothing opens: whoever creates the group, or the group's delivery service, refuses the KeyPackage",
            matrix.Rows,
            [new ExperimentFigure("X has been removed", "messages sent in the new group", said.Length)],
            []);
    }

    private static ImmutableArray<SentMessage> Talk(
        ExperimentWorld world,
        out IReadOnlyDictionary<(string Group, ulong Number), Mls.Core.Wire.OpaqueBytes> truth,
        out ExperimentWorld same)
    {
        same = world;
        var before = world.Messages.Count;
        world.Done(Creator, new TraceCommand.CreateGroup(Group, ["u1", "u3"]));
        var honest = world.Steal(Honest);
        for (var message = 0; message < 3; message++)
        {
            world.Done(Creator, new TraceCommand.SendMessage(Group, 32));
        }

        truth = world.Open(Honest, honest);
        return [.. world.Messages.Skip(before)];
    }
}
