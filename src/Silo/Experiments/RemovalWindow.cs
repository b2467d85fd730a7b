using System.Collections.Immutable;
using Grains.Post;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E2: for how long does a removed device still read? Traffic in all groups goes on while it is removed.</summary>
internal sealed class RemovalWindow : ISecurityExperiment
{
    private const string Remover = "u1/d1";
    private const string Sender = "u2/d1";
    private const string Honest = "u3/d1";
    private const long Before = 100;
    private const long Dense = 1_000;
    private const long Sparse = 150_000;

    /// <inheritdoc/>
    public string Name => "E2";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var matrix = new Matrix();
        var figures = ImmutableArray.CreateBuilder<ExperimentFigure>();
        foreach (var (devices, groups) in (ImmutableArray<(int, int)>)[(2, 1), (2, 2), (2, 4), (3, 2), (4, 2)])
        {
            stop.ThrowIfCancellationRequested();
            Measure(bench, mode, devices, groups, null, matrix, figures);
        }

        Measure(bench, mode, 3, 2, new FirstCommitsLost(), matrix, figures);
        return new ExperimentResult(
            Name,
            "the removal window: what a removed device reads while it is removed",
            mode,
            "per group, what is sent until the Remove of its leaf, or until the rotation of its user's leaf, is accepted there; nothing of a later epoch",
            matrix.Rows,
            figures.ToImmutable(),
            ["lost Commits: the first Commit that the removal sends to each group is lost on the way; the account's obligation sends another one when its deadline has passed"]);
    }

    private static void Measure(
        ExperimentBench bench, string mode, int devices, int groups, FirstCommitsLost? faults, Matrix matrix, ImmutableArray<ExperimentFigure>.Builder figures)
    {
        var name = FormattableString.Invariant($"{devices} devices and {groups} groups{(faults is null ? string.Empty : " with lost Commits")}");
        var victim = FormattableString.Invariant($"u1/d{devices}");
        var all = Enumerable.Range(1, groups).Select(number => FormattableString.Invariant($"g:{number}")).ToImmutableArray();
        var world = ExperimentWorld.Populated(bench, mode, devices, faults);
        foreach (var group in all)
        {
            world.Done(Sender, new TraceCommand.CreateGroup(group, ["u1", "u3"]));
        }

        var stolen = world.Steal(victim);
        var honest = world.Steal(Honest);
        var asked = world.Run.Now + Before;
        if (faults is null && devices == 2)
        {
            var undisturbed = world.Copy();
            Talk(undisturbed, all, asked, Dense);
            var said = undisturbed.Drain().Messages.ToImmutableArray();
            matrix.Add(ExperimentRow.Off, $"{name} and no removal", undisturbed.Open(Honest, honest), undisturbed.Open(victim, stolen), ("all", said, true));
        }

        Talk(world, all, asked, faults is null ? Dense : Sparse);
        world.Do(asked, Remover, new TraceCommand.RemoveDevice(victim), FirstCommitsLost.Operation).Drain();
        var truth = world.Open(Honest, honest);
        var opened = world.Open(victim, stolen);
        var effective = all.ToDictionary(group => group, group => world.EffectiveFrom(group, victim) ?? long.MaxValue, StringComparer.Ordinal);
        ImmutableArray<SentMessage> inWindow = [.. world.Messages.Where(sent => sent.Epoch < effective[sent.Group])];
        ImmutableArray<SentMessage> after = [.. world.Messages.Where(sent => sent.Epoch >= effective[sent.Group])];
        matrix.AddHonest(name, truth, ("window", inWindow), ("after", after));
        matrix.Add(ExperimentRow.On, name, truth, opened, ("window", inWindow, true), ("after", after, false));
        var late = world.Messages.Where(sent => sent.At > asked && Matrix.IsOpen(sent, truth, opened)).ToList();
        figures.Add(new ExperimentFigure(name, "groups that the removal has reached", effective.Values.Count(epoch => epoch < long.MaxValue), groups));
        figures.Add(new ExperimentFigure(name, "messages accepted after the request that opened", late.Count));
        figures.Add(new ExperimentFigure(name, "window in the slowest group in ms", late.Select(sent => sent.At - asked).DefaultIfEmpty(0).Max()));
    }

    private static void Talk(ExperimentWorld world, ImmutableArray<string> groups, long asked, long until)
    {
        for (var at = asked - Before; at < asked + until; at += at < asked + Dense ? 10 : 2_000)
        {
            foreach (var group in groups)
            {
                world.Say(at, Sender, group);
            }
        }
    }
}
