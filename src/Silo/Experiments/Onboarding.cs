using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E11: a new device is copied right after it has come in. Does the copy open what was said before?</summary>
internal sealed class Onboarding : ISecurityExperiment
{
    private const string Group = "g:one";
    private const string A = "u1/d1";
    private const string Newcomer = "u1/d3";
    private const string Sender = "u2/d1";
    private const string Honest = "u3/d1";

    /// <inheritdoc/>
    public string Name => "E11";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var world = ExperimentWorld.Populated(bench, mode, devices: 2).Done(Sender, new TraceCommand.CreateGroup(Group, ["u1", "u3"]));
        world.Done(A, new TraceCommand.UpdateKeys());
        var honest = world.Steal(Honest);
        var sibling = world.Steal(A);
        var earlier = world.Send(Sender, Group, 2);
        world.Done(Sender, new TraceCommand.UpdateKeys());
        var before = world.Send(Sender, Group, 2);
        stop.ThrowIfCancellationRequested();
        world.Done(Newcomer, new TraceCommand.Start(A, "none"));
        var stolen = world.Steal(Newcomer);
        var after = world.Send(Sender, Group, 2);
        var matrix = new Matrix();
        var truth = world.Open(Honest, honest);
        matrix.AddHonest("a member since then", truth, ("earlier", earlier), ("before", before), ("after", after));
        matrix.Add(ExperimentRow.Off, "a copy of the sponsor as it was", truth, world.Open(A, sibling), ("earlier", earlier, true), ("before", before, true));
        matrix.Add(ExperimentRow.On, "a copy of the newcomer", truth, world.Open(Newcomer, stolen), ("earlier", earlier, false), ("before", before, false), ("after", after, true));
        return new ExperimentResult(
            Name,
            "onboarding: what a new device reads of the time before it",
            mode,
            "nothing of the epochs before it came in, everything after",
            matrix.Rows,
            [],
            []);
    }
}
