using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Local;
using Silo.Costing;

namespace Silo.Exploring;

/// <summary>Performs a change in one mode, quantum by quantum, and keeps each accepted Commit with the trees around it.</summary>
internal sealed class ExplorationRun
{
    private readonly string _mode;
    private readonly LocalRun _run;
    private readonly ExplorationChange _change;
    private readonly string _operation;
    private readonly ImmutableArray<ActorId> _trees;
    private readonly Dictionary<(string Group, long Epoch), Dictionary<string, DeviceView>> _members = [];
    private readonly Dictionary<string, TreeView> _latest = new(StringComparer.Ordinal);
    private readonly List<(ExplorationStep Step, TreeView Tree)> _steps = [];
    private readonly SubmittedCommits _submitted = new();
    private int _sent;
    private int _observed;

    /// <summary>A population at rest.</summary>
    public ExplorationRun(string mode, LocalRun run, ExplorationChange change, ExplorationRequest request)
    {
        (_mode, _run, _change, _operation) = (mode, run, change, request.Operation);
        _trees =
        [
            .. Enumerable.Range(0, request.Groups).Select(group => ActorId.Group(CostWorld.Group(group))),
            .. Enumerable.Range(0, request.Users).Select(user => ActorId.User(CostWorld.User(user))),
        ];
    }

    /// <summary>Performs the change.</summary>
    public ModeExploration Run(CancellationToken stop)
    {
        LookAtDevices();
        ImmutableArray<TreeView> before = [.. _trees.Select(_run.TreeOf).OfType<TreeView>()];
        foreach (var tree in before)
        {
            _latest[tree.Group] = tree;
        }

        long asked = _run.Now;
        CostWorld.Do(_run, _change.Device, _operation, _change.Command);
        while (_run.Step())
        {
            stop.ThrowIfCancellationRequested();
            LookAtDevices();
            LookAtMail(asked);
        }

        return new ModeExploration(
            _mode,
            [.. before.Select(Picture)],
            [.. _steps.Select(step => step.Step with { Tree = Picture(step.Tree) })],
            Totals());
    }

    /// <summary>Which device holds which keys in which epoch: devices follow a Commit some time after it was accepted.</summary>
    private void LookAtDevices()
    {
        foreach (var device in _run.Actors.Where(actor => actor.Kind == ActorKind.Device).Select(_run.DeviceOf).OfType<DeviceView>().Where(device => device.IsActive))
        {
            foreach (var membership in device.Groups)
            {
                if (!_members.TryGetValue((membership.Group, membership.Epoch), out Dictionary<string, DeviceView>? members))
                {
                    _members[(membership.Group, membership.Epoch)] = members = new Dictionary<string, DeviceView>(StringComparer.Ordinal);
                }

                members[device.Name] = device;
            }
        }
    }

    private void LookAtMail(long asked)
    {
        for (; _sent < _run.Sent.Count; _sent++)
        {
            _submitted.Take(_run.Sent[_sent].Letter);
        }

        ImmutableArray<Observed> news = [.. _run.Observations.Skip(_observed).OrderBy(seen => seen.At).ThenBy(seen => seen.Sequence)];
        _observed = _run.Observations.Count;
        foreach (var seen in news)
        {
            if (seen.What is Observation.CommitAccepted accepted && _run.TreeOf(seen.Actor) is { } tree && _submitted.Find(accepted.Group, accepted.Epoch) is { } commit)
            {
                Keep(seen.At - asked, accepted, tree, commit);
            }
        }
    }

    private void Keep(long after, Observation.CommitAccepted accepted, TreeView tree, SubmittedCommit commit)
    {
        TreeView? before = _latest.GetValueOrDefault(accepted.Group);
        _latest[accepted.Group] = tree;
        int members = _members.GetValueOrDefault((accepted.Group, accepted.Epoch))?.Count ?? 0;
        string where = accepted.Group.StartsWith("user:", StringComparison.Ordinal) ? $"the user group of {accepted.Group[5..]}" : $"group {accepted.Group}";
        var step = new ExplorationStep
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{commit.Device} commits in {where}: epoch {accepted.Epoch} becomes {accepted.Epoch + 1}"),
            Group = accepted.Group,
            Committer = commit.Device,
            Epoch = accepted.Epoch + 1,
            Octets = commit.Octets,
            Ciphertexts = commit.Ciphertexts,
            WelcomeOctets = commit.WelcomeOctets,
            Recipients = Math.Max(0, members - 1),
            VirtualMilliseconds = after,
            Tree = TreePicture.Of(tree, []),
            Rekeyed = Changed(before, tree, (old, now) => !now.IsBlank && old is { IsBlank: false } && old.Key != now.Key),
            Blanked = Changed(before, tree, (old, now) => now.IsBlank && old is { IsBlank: false }),
            Added = Changed(before, tree, (old, now) => now.Index % 2 == 0 && !now.IsBlank && old is null or { IsBlank: true }),
        };
        _steps.Add((step, tree));
    }

    private TreePicture Picture(TreeView tree) => TreePicture.Of(tree, _members.GetValueOrDefault((tree.Group, tree.Epoch))?.Values.AsEnumerable() ?? []);

    private static ImmutableArray<int> Changed(TreeView? before, TreeView now, Func<TreeNodeView?, TreeNodeView, bool> is_) =>
        [.. now.Nodes.Where(node => is_(before is not null && node.Index < before.Nodes.Length ? before.Nodes[node.Index] : null, node)).Select(node => node.Index)];

    private ExplorationTotals Totals()
    {
        ImmutableArray<Observed> own = [.. _run.Observations.Where(seen => seen.Operation.Name == _operation)];
        var sent = Octets(LinkClass.DeviceToService, account => account.SentOctets);
        var delivered = Octets(LinkClass.ServiceToDevice, account => account.DeliveredOctets);
        return new ExplorationTotals(
            _steps.Count,
            sent.Values.Sum(),
            delivered.Values.Sum(),
            own.Select(seen => seen.What).OfType<Observation.MessagesSent>().Sum(sent => (long)sent.Ciphertexts),
            own.Select(seen => seen.What).OfType<Observation.PublicKeyOperations>().Sum(done => done.Counts.Sign),
            own.Where(seen => seen.What is Observation.PublicKeyOperations && seen.Actor.Kind == ActorKind.Device).Select(seen => seen.Actor).Distinct().Count(),
            sent,
            delivered);
    }

    private ImmutableSortedDictionary<string, long> Octets(LinkClass link, Func<TrafficAccount, long> octets) => _run.Traffic
        .Where(account => account.Key.Link == link)
        .GroupBy(account => account.Key.Label, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(label => label.Key, label => label.Sum(octets), StringComparer.Ordinal);
}
