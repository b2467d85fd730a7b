using System.Collections.Immutable;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E1: after device A has been copied, who must do what so that the copy opens nothing any more?</summary>
internal sealed class HealingByUpdate : ISecurityExperiment
{
    private const string Group = "g:one";
    private const string A = "u1/d1";
    private const string B = "u1/d2";
    private const string Other = "u2/d1";
    private const string Honest = "u3/d1";

    private static readonly TraceCommand InGroup = new TraceCommand.WarmUp(GroupName.Of(Group));
    private static readonly TraceCommand InUserGroup = new TraceCommand.RenewUserGroup();
    private static readonly TraceCommand Everywhere = new TraceCommand.UpdateKeys();

    /// <summary>What is done, and whether it heals where devices are leaves, and where the user is.</summary>
    private static readonly ImmutableArray<(string Name, ImmutableArray<(string Device, TraceCommand Command)> Acts, bool HealsDevices, bool HealsUser)> Cases =
    [
        ("A commits in G", [(A, InGroup)], true, false),
        ("B commits in G", [(B, InGroup)], false, false),
        ("another user commits in G", [(Other, InGroup)], false, false),
        ("A commits in the user group only", [(A, InUserGroup)], false, false),
        ("B commits in the user group then in G", [(B, Everywhere)], false, false),
        ("A in G then in the user group", [(A, InGroup), (A, InUserGroup)], true, false),
        ("A in the user group then in G", [(A, InUserGroup), (A, InGroup)], true, true),
        ("A in the user group then B in G", [(A, InUserGroup), (B, InGroup)], false, true),
        ("A updates its keys", [(A, Everywhere)], true, true),
        ("B removes A", [(B, new TraceCommand.RemoveDevice(A))], true, true),
    ];

    /// <inheritdoc/>
    public string Name => "E1";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var world = ExperimentWorld.Populated(bench, mode, devices: 2).Done(Other, new TraceCommand.CreateGroup(Group, ["u1", "u3"]));
        world.Done(A, Everywhere).Done(B, Everywhere);
        var hasUserGroup = world.HasUserGroup(A);
        var stolen = world.Steal(A);
        var honest = world.Steal(Honest);
        var before = world.Send(Other, Group);
        var matrix = new Matrix();
        var heals = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (name, acts, healsDevices, healsUser) in Cases.Prepend(("nothing", [], false, false)))
        {
            stop.ThrowIfCancellationRequested();
            var life = world.Copy();
            foreach (var (device, command) in acts)
            {
                life.Done(device, command);
            }

            var first = life.Send(Other, Group);
            life.Done(Other, InGroup);
            var second = life.Send(Honest, Group);
            var truth = life.Open(Honest, honest);
            var opened = life.Open(A, stolen);
            var isClosed = hasUserGroup ? healsUser : healsDevices;
            if (acts.Length == 0)
            {
                matrix.AddHonest("a member since then", truth, ("before", [before]), ("after", [first]), ("later", [second]));
            }

            matrix.Add(
                acts.Length == 0 ? ExperimentRow.Off : ExperimentRow.On, name, truth, opened, ("before", [before], true), ("after", [first], !isClosed), ("later", [second], !isClosed));
            heals[name] = !Matrix.IsOpen(first, truth, opened) && !Matrix.IsOpen(second, truth, opened);
        }

        return new ExperimentResult(
            Name,
            "healing after a device was copied: who must act",
            mode,
            hasUserGroup
                ? "healed iff A commits in the user group (or is removed) and afterwards any device of the user commits in G under the new epoch"
                : "healed iff A itself commits in G, or is removed",
            matrix.Rows,
            [],
            [$"contrast: \"A commits in G\" {(heals["A commits in G"] ? "heals G" : "heals nothing")}; \"A in the user group then in G\" {(heals["A in the user group then in G"] ? "heals G" : "heals nothing")}"]);
    }
}
