using System.Collections.Immutable;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E4: a device is copied now. What of the past does the copy open, with everything that was ever on the wire?</summary>
internal sealed class ForwardSecrecy : ISecurityExperiment
{
    private const string A = "u1/d1";
    private const string Copied = "u1/d2";
    private const string Sender = "u2/d1";
    private const string Honest = "u3/d1";
    private const int Updates = 8;

    private static readonly TraceCommand UpdateKeys = new TraceCommand.UpdateKeys();

    /// <inheritdoc/>
    public string Name => "E4";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var world = ExperimentWorld.Populated(bench, mode, devices: 2);
        var hasUserGroup = world.HasUserGroup(A);
        var lives = new List<Life>();
        Begin(world, lives, "g:old", Sender, "joined many user-group epochs ago", opensWithRoots: false);
        for (var update = 0; update < Updates; update++)
        {
            world.Done(A, UpdateKeys);
            Talk(world, lives);
        }

        Renew(world, "u1/d3");
        Begin(world, lives, "g:mid", Sender, "joined four user-group epochs ago", opensWithRoots: false);
        world.Done(A, UpdateKeys).Done(A, UpdateKeys);
        Talk(world, lives);
        Renew(world, "u1/d4");
        Begin(world, lives, "g:joined", Sender, "joined in the present user-group epoch", opensWithRoots: true);
        Begin(world, lives, "g:new", A, "created in the present user-group epoch", opensWithRoots: true);
        Talk(world, lives);
        world.Done(Sender, UpdateKeys);
        Talk(world, lives);
        stop.ThrowIfCancellationRequested();

        var stolen = world.Steal(Copied);
        var opened = world.Open(Copied, stolen);
        var matrix = new Matrix();
        var figures = ImmutableArray.CreateBuilder<ExperimentFigure>();
        foreach (var life in lives)
        {
            ImmutableArray<SentMessage> said = [.. life.Said];
            var truth = world.Open(Honest, life.Honest);
            matrix.AddHonest($"a member that deletes nothing since {life.Group} began", truth, (life.Group, said));
            matrix.Add(ExperimentRow.Off, $"copied when {life.Group} began", truth, world.Open(Copied, life.Early), (life.Group, said, true));
            matrix.Add(ExperimentRow.On, $"copied now and {life.Group} {life.Story}", truth, opened, (life.Group, said, hasUserGroup && life.OpensWithRoots));
            var open = said.Where(sent => Matrix.IsOpen(sent, truth, opened)).ToList();
            figures.Add(new ExperimentFigure(life.Group, "age of the oldest open message in ms", open.Select(sent => world.Run.Now - sent.At).DefaultIfEmpty(0).Max()));
        }

        return new ExperimentResult(
            Name,
            "forward secrecy: what of the past a copy opens",
            mode,
            hasUserGroup ? "everything since the beginning of each group joined or created in the present user-group epoch, whose root gives every key back; nothing of older groups" : "nothing: keys are deleted when used",
            matrix.Rows,
            figures.ToImmutable(),
            []);
    }

    /// <summary>A device that comes and goes leaves KeyPackages of the newest user-group epoch behind.</summary>
    private static void Renew(ExperimentWorld world, string passing) =>
        world.Done(passing, new TraceCommand.Start(A, "none")).Done(A, new TraceCommand.RemoveDevice(passing));

    private static void Begin(ExperimentWorld world, List<Life> lives, string group, string creator, string story, bool opensWithRoots)
    {
        var members = creator == A ? (string[])["u2", "u3"] : ["u1", "u3"];
        world.Done(creator, new TraceCommand.CreateGroup(group, [.. members]));
        lives.Add(new Life(group, story, opensWithRoots, world.Steal(Copied), world.Steal(Honest), []));
        Talk(world, lives);
    }

    private static void Talk(ExperimentWorld world, List<Life> lives)
    {
        foreach (var life in lives)
        {
            life.Said.Add(world.Send(Sender, life.Group));
        }
    }

    /// <summary>A group, and what was stolen when it began.</summary>
    private sealed record Life(string Group, string Story, bool OpensWithRoots, byte[] Early, byte[] Honest, List<SentMessage> Said);
}
