using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>E3: one device of a user has been copied, and nobody knows which. What does it cost until no copy reads anything any more?</summary>
internal sealed class HealingCost : ISecurityExperiment
{
    private const string Sender = "u2/d1";
    private const string Honest = "u3/d1";

    /// <inheritdoc/>
    public string Name => "E3";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentBench bench, string mode, CancellationToken stop)
    {
        var matrix = new Matrix();
        var figures = ImmutableArray.CreateBuilder<ExperimentFigure>();
        var hasUserGroup = false;
        foreach (var devices in (ImmutableArray<int>)[2, 3, 4])
        {
            foreach (var groups in (ImmutableArray<int>)[1, 2, 4])
            {
                stop.ThrowIfCancellationRequested();
                hasUserGroup = Measure(bench, mode, devices, groups, matrix, figures);
            }
        }

        return new ExperimentResult(
            Name,
            "healing a user without knowing which device was copied",
            mode,
            hasUserGroup ? "d + g Commits for d devices and g groups; then no copy opens anything" : "d * g Commits for d devices and g groups; then no copy opens anything",
            matrix.Rows,
            figures.ToImmutable(),
            []);
    }

    private static bool Measure(ExperimentBench bench, string mode, int devices, int groups, Matrix matrix, ImmutableArray<ExperimentFigure>.Builder figures)
    {
        var name = FormattableString.Invariant($"{devices} devices and {groups} groups");
        var all = Enumerable.Range(1, groups).Select(number => FormattableString.Invariant($"g:{number}")).ToImmutableArray();
        var own = Enumerable.Range(1, devices).Select(number => FormattableString.Invariant($"u1/d{number}")).ToImmutableArray();
        var world = ExperimentWorld.Populated(bench, mode, devices);
        foreach (var group in all)
        {
            world.Done(Sender, new TraceCommand.CreateGroup(group, ["u1", "u3"]));
        }

        // Leaves that KeyPackages brought are rotated first, so that what is counted is the healing.
        world.Done(own[0], new TraceCommand.UpdateKeys());
        var hasUserGroup = world.HasUserGroup(own[0]);
        var stolen = own.ToDictionary(device => device, world.Steal, StringComparer.Ordinal);
        var honest = world.Steal(Honest);
        var partly = world.Copy().Done(own[0], new TraceCommand.UpdateKeys());
        ImmutableArray<SentMessage> unhealed = [.. all.Select(group => partly.Send(Sender, group))];
        var (began, commits, octets) = (world.Run.Now, Commits(world).Count(), world.OctetsSent);
        foreach (var device in own)
        {
            world.Done(device, hasUserGroup && device != own[^1] ? new TraceCommand.RenewUserGroup() : new TraceCommand.UpdateKeys());
        }

        figures.Add(new ExperimentFigure(name, "Commits", Commits(world).Count() - commits, hasUserGroup ? devices + groups : devices * groups));
        figures.Add(new ExperimentFigure(name, "octets sent", world.OctetsSent - octets));
        figures.Add(new ExperimentFigure(name, "time until healed in ms", Commits(world).Max(seen => seen.At) - began));
        ImmutableArray<SentMessage> said = [.. all.Select(group => world.Send(Sender, group))];
        var truth = world.Open(Honest, honest);
        matrix.AddHonest(name, truth, ("healed", said));
        matrix.Add(ExperimentRow.Off, $"{name} where only d1 heals", partly.Open(Honest, honest), partly.Open(own[1], stolen[own[1]]), ("copy of d2", unhealed, true));
        foreach (var device in own)
        {
            matrix.Add(ExperimentRow.On, name, truth, world.Open(device, stolen[device]), ($"copy of {device[3..]}", said, false));
        }

        return hasUserGroup;
    }

    private static IEnumerable<Observed> Commits(ExperimentWorld world) => world.Observations.Where(seen => seen.What is Observation.CommitAccepted);
}
