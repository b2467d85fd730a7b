using System.Collections.Immutable;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E10: device X is copied and removed. What does another member accept from the copy, if the delivery service lets everything through?</summary>
internal sealed class Forgery : ISecurityExperiment
{
    private const string Group = "g:one";
    private const string A = "u1/d1";
    private const string X = "u1/d2";
    private const string Other = "u2/d1";
    private const string Member = "u3/d1";
    private const string LateMessage = "message six epochs later";
    private const int Epochs = 6;

    /// <inheritdoc/>
    public string Name => "E10";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var rows = ImmutableArray.CreateBuilder<ExperimentRow>();
        foreach (var (arm, story, isRemoved, isRotated) in (ImmutableArray<(string, string, bool, bool)>)
            [
                (ExperimentRow.Honest, "another member", false, false),
                (ExperimentRow.Off, "X is not removed", false, false),
                (ExperimentRow.On, "X is removed and the removal is on its way to the group", true, false),
                (ExperimentRow.On, "X is removed", true, true),
            ])
        {
            stop.ThrowIfCancellationRequested();
            rows.Add(Row(bench, mode, arm, story, isRemoved, isRotated));
        }

        return new ExperimentResult(
            Name,
            "forgeries after a removal: what members accept (open) from a copy of a removed device",
            mode,
            "all before the removal; afterwards no Commit and no external Commit, and messages only of epochs that the device was in, for as long as members keep these",
            rows.ToImmutable(),
            [],
            ["the table of experiments expects messages refused once the removal is effective in the group; a delivery service that lets everything through can still hand out a message of an epoch before it, and members open those of the last five epochs, for mail may be late; an honest service refuses it, since the device has no leaf any more"]);
    }

    private static ExperimentRow Row(ExperimentBench bench, string mode, string arm, string story, bool isRemoved, bool isRotated)
    {
        var isHonest = arm == ExperimentRow.Honest;
        var cells = ImmutableArray.CreateBuilder<ExperimentCell>();
        foreach (var kind in isRotated ? (ImmutableArray<string>)["message", LateMessage, "Commit", "external Commit"] : ["message", "Commit", "external Commit"])
        {
            var world = ExperimentWorld.Populated(bench, mode, devices: 3, isRemoved && !isRotated ? new FirstCommitsLost() : null)
                .Done(Other, new TraceCommand.CreateGroup(Group, ["u1", "u3"]))
                .Done(Other, new TraceCommand.UpdateKeys())
                .Done(Other, new TraceCommand.WarmUp(GroupName.Of(Group)))
                .Done(A, new TraceCommand.UpdateKeys())
                .Done(X, new TraceCommand.UpdateKeys())
                .Done(A, new TraceCommand.WarmUp(GroupName.Of(Group)));
            var name = isHonest ? Other : X;
            var stolen = world.Steal(name);
            if (isRemoved)
            {
                world.Do(world.Run.Now, A, new TraceCommand.RemoveDevice(X), FirstCommitsLost.Operation).Drain(isRotated ? long.MaxValue : world.Run.Now + 2_000);
            }

            for (var epoch = 0; epoch < Epochs && kind == LateMessage; epoch++)
            {
                world.Done(Other, new TraceCommand.WarmUp(GroupName.Of(Group)));
            }

            cells.Add(new ExperimentCell(kind, 1, Try(world, kind, name, stolen) ? 1 : 0, !isRemoved || kind == "message"));
        }

        return new ExperimentRow(arm, story, cells.ToImmutable());
    }

    private static bool Try(ExperimentWorld world, string kind, string name, byte[] stolen)
    {
        using var forger = world.Impersonate(name, stolen);
        using var supplier = world.Impersonate(Member, world.Steal(Member));
        OpaqueBytes forged = kind switch
        {
            "message" or LateMessage => forger.Message(Group),
            "Commit" => forger.Commit(Group, world.Log(Group)),
            _ => forger.ExternalCommit(supplier.GroupInfo(Group), world.Log(Group)),
        };
        return world.Accepts("u3", Member, Group, name, forged);
    }
}
