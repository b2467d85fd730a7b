using Mls.Core.Wire;
using Mls.MultiDevice.Policies.Committer;

namespace Mls.MultiDevice.Obligations;

/// <summary>What is still to be done for one user, settled by public facts only. Time and presence are parameters. Every method returns the obligations that it has
/// changed, in the order of their numbers; those that are settled are returned once and then only counted.</summary>
/// <remarks>When no mail is in flight and some device is online, <see cref="AllSettled"/> holds.</remarks>
public sealed class ObligationBoard
{
    private readonly SortedDictionary<long, Obligation> _open = [];
    private readonly AssigneeOrder _order;
    private readonly long _lease;
    private long _lastId;

    /// <summary>Starts empty.</summary>
    /// <param name="leaseMilliseconds">How long an assignee has, before the next one gets the obligation; above 0.</param>
    /// <param name="committer">In which order devices get them.</param>
    public ObligationBoard(long leaseMilliseconds, ICommitterPolicy committer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leaseMilliseconds);
        ArgumentNullException.ThrowIfNull(committer);
        _lease = leaseMilliseconds;
        _order = new AssigneeOrder(committer);
    }

    /// <summary>What is not settled: urgent ones first, then in the order in which they arose.</summary>
    public IReadOnlyList<Obligation> Open => [.. _open.Values.OrderByDescending(one => one.IsUrgent).ThenBy(one => one.Id)];

    /// <summary>Whether nothing is left to do.</summary>
    public bool AllSettled => _open.Count == 0;

    /// <summary>Virtual milliseconds of the earliest deadline; <see langword="null"/> where nothing is open.</summary>
    public long? NextDeadline => _open.Count == 0 ? null : _open.Values.Min(one => one.Deadline);

    /// <summary>How many have been settled.</summary>
    public SettledCounts Settled { get; private set; }

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    /// <exception cref="MalformedException">The octets are not those of a board.</exception>
    public static ObligationBoard Read(ref TlsReader reader, ICommitterPolicy committer)
    {
        var lease = reader.ReadUInt64();
        if (lease is 0 or > long.MaxValue)
        {
            throw reader.Malformed($"lease of {lease} milliseconds");
        }

        var board = new ObligationBoard((long)lease, committer)
        {
            _lastId = (long)(reader.ReadUInt64() & long.MaxValue),
            Settled = SettledCounts.Read(ref reader),
        };
        foreach (var one in reader.ReadList<Obligation>())
        {
            if (one.Id > board._lastId || !board._open.TryAdd(one.Id, one))
            {
                throw reader.Malformed($"obligation {one.Id} out of order");
            }
        }

        return board;
    }

    /// <summary>The open obligation of a number, or <see langword="null"/>.</summary>
    public Obligation? Find(long id) => _open.GetValueOrDefault(id);

    /// <summary>Raises an obligation, unless what is open covers it. A newer user epoch supersedes what was wanted before; adding a device that is to be removed, or the
    /// other way round, cancels the older one. Raise only what the public facts do not fulfil already.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="request">What must be done.</param>
    /// <param name="candidates">The user's present devices.</param>
    public IReadOnlyList<Obligation> Raise(long now, ObligationRequest request, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Rule H1: a removed device may know the keys of a leaf that a KeyPackage of an older user epoch brought.
        var urgent = request.Cause is ObligationCause.RemoveDevice or ObligationCause.Join;
        if (_open.Values.FirstOrDefault(one => IsSame(one.Request, request) && one.WantedUserEpoch >= request.WantedUserEpoch) is { } covering)
        {
            return urgent && !covering.IsUrgent ? [Put(covering with { IsUrgent = true })] : [];
        }

        var superseded = Settle(one => IsSame(one.Request, request), ObligationState.Superseded);
        var cancelled = Settle(one => IsOpposite(one.Request, request), ObligationState.Cancelled);
        var raised = Put(new Obligation(
            checked(++_lastId),
            request,
            _order.First(request, candidates),
            checked(now + _lease),
            Attempt: 0,
            ObligationState.Pending,
            urgent || superseded.Any(one => one.IsUrgent)));
        return [.. superseded.Concat(cancelled).Append(raised).OrderBy(one => one.Id)];
    }

    /// <summary>A device has handed in what the obligation asks for.</summary>
    public IReadOnlyList<Obligation> Submitted(long id) =>
        Find(id) is { State: ObligationState.Pending } one ? [Put(one with { State = ObligationState.Submitted })] : [];

    /// <summary>What was handed in has been refused: to be done again.</summary>
    public IReadOnlyList<Obligation> Conflict(long id) =>
        Find(id) is { } one ? [Put(one with { State = ObligationState.Pending, Attempt = checked(one.Attempt + 1) })] : [];

    /// <summary>The user's active leaf in a group is derived from a user epoch: rotations that wanted no newer one are done, whoever did them.</summary>
    public IReadOnlyList<Obligation> OnActiveLeaf(GroupName group, ulong userEpoch) =>
        Settle(one => one.Kind == ObligationKind.Rotate && one.Group == group && one.WantedUserEpoch <= userEpoch, ObligationState.Accepted);

    /// <summary>The user's devices that are leaves of a group.</summary>
    public IReadOnlyList<Obligation> OnRoster(GroupName group, IReadOnlyCollection<string> devices) => Settle(
        one => one.Group == group && one.Kind switch
        {
            ObligationKind.AddDevice => devices.Contains(one.Subject, StringComparer.Ordinal),
            ObligationKind.RemoveDevice => !devices.Contains(one.Subject, StringComparer.Ordinal),
            _ => false,
        },
        ObligationState.Accepted);

    /// <summary>A new sibling has been sent the secrets of all groups.</summary>
    public IReadOnlyList<Obligation> OnSiblingWelcome(string device) =>
        Settle(one => one.Kind == ObligationKind.SiblingWelcome && one.Subject == device, ObligationState.Accepted);

    /// <summary>KeyPackages have been published.</summary>
    /// <param name="device">The device whose own they are; empty for the virtual client's.</param>
    /// <param name="userEpoch">The user epoch that they are derived from; leave it out where there is no user group.</param>
    public IReadOnlyList<Obligation> OnPublished(string device = "", ulong userEpoch = ulong.MaxValue) => Settle(
        one => one.Kind == ObligationKind.PublishKeyPackages && one.Subject == device && one.WantedUserEpoch <= userEpoch, ObligationState.Accepted);

    /// <summary>The user is no longer a member of a group.</summary>
    public IReadOnlyList<Obligation> OnGroupLeft(GroupName group) => Settle(one => one.Group == group, ObligationState.Cancelled);

    /// <summary>The user is a member of no group any more: nobody is to be let into any.</summary>
    public IReadOnlyList<Obligation> OnNoGroup() => Settle(one => one.Kind == ObligationKind.SiblingWelcome, ObligationState.Cancelled);

    /// <summary>A device is gone for good: what was to be done for it is without object, and what it was to do goes to others.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="device">The device.</param>
    /// <param name="candidates">The user's present devices.</param>
    public IReadOnlyList<Obligation> OnDeviceGone(long now, string device, IReadOnlyList<Candidate> candidates)
    {
        var cancelled = Settle(
            one => one.Subject == device && one.Kind is ObligationKind.AddDevice or ObligationKind.SiblingWelcome or ObligationKind.PublishKeyPackages,
            ObligationState.Cancelled);
        var moved = Reassign(one => one.Assignee == device, now, [.. candidates.Where(other => other.Device != device)]);
        return [.. cancelled.Concat(moved).OrderBy(one => one.Id)];
    }

    /// <summary>A device has gone away: what is urgent and waits for it goes to another that is online, where there is one.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="device">The device.</param>
    /// <param name="candidates">The user's present devices.</param>
    public IReadOnlyList<Obligation> OnAway(long now, string device, IReadOnlyList<Candidate> candidates) => Reassign(
        one => one is { IsUrgent: true, State: ObligationState.Pending } && one.Assignee == device
            && candidates.Any(other => other.IsOnline && other.Device == _order.Next(one.Request, device, candidates)),
        now,
        candidates);

    /// <summary>Gives what is overdue to the next device, also where it was handed in: the answer may never come.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="candidates">The user's present devices.</param>
    public IReadOnlyList<Obligation> OnDeadline(long now, IReadOnlyList<Candidate> candidates) => Reassign(one => one.Deadline <= now, now, candidates);

    /// <summary>Writes the board.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt64((ulong)_lease);
        writer.WriteUInt64((ulong)_lastId);
        Settled.Write(writer);
        writer.WriteList<Obligation>([.. _open.Values]);
    }

    private static bool IsSame(ObligationRequest one, ObligationRequest other) =>
        one.Kind == other.Kind && one.Group == other.Group && (one.Kind == ObligationKind.Rotate || one.Subject == other.Subject);

    private static bool IsOpposite(ObligationRequest one, ObligationRequest other) =>
        one.Group == other.Group
        && one.Subject == other.Subject
        && (one.Kind, other.Kind) is (ObligationKind.AddDevice, ObligationKind.RemoveDevice) or (ObligationKind.RemoveDevice, ObligationKind.AddDevice);

    private Obligation Put(Obligation one) => _open[one.Id] = one;

    private List<Obligation> Settle(Func<Obligation, bool> which, ObligationState final)
    {
        var settled = new List<Obligation>();
        foreach (var one in _open.Values.Where(which).ToList())
        {
            _open.Remove(one.Id);
            settled.Add(one with { State = final });
        }

        Settled = Settled.Plus(final, settled.Count);
        return settled;
    }

    private List<Obligation> Reassign(Func<Obligation, bool> which, long now, IReadOnlyList<Candidate> candidates)
    {
        var moved = new List<Obligation>();
        foreach (var one in _open.Values.Where(which).ToList())
        {
            moved.Add(Put(one with
            {
                Assignee = _order.Next(one.Request, one.Assignee, candidates),
                Deadline = checked(now + _lease),
                State = ObligationState.Pending,
            }));
        }

        return moved;
    }
}
