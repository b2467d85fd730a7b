using System.Buffers.Binary;
using System.Globalization;
using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Obligations;

namespace Grains.Services;

/// <summary>Works the board: hands what is open to devices, waits, hands it on, and lets the outside see it.</summary>
internal sealed class ObligationDesk
{
    private const string DeadlineTimer = "obligations";
    private const string AgainPrefix = "again ";

    /// <summary>Deadlines in a row without anything settled after which only a device that connects starts the clock again.</summary>
    private const uint MaxLapses = 12;

    private readonly UserState _state;
    private readonly IRandomStream _chance;
    private readonly SortedDictionary<long, Operation> _operations = [];
    private long? _timerAt;
    private uint _lapses;

    public ObligationDesk(UserState state)
        : this(state, new ObligationBoard(state.Kit.Settings.ObligationDeadlineMilliseconds, state.Kit.Policies.Committer), 0)
    {
    }

    private ObligationDesk(UserState state, ObligationBoard board, ulong position)
    {
        _state = state;
        Board = board;
        _chance = state.Kit.Streams.Open($"User {state.User}", "back-off", position);
    }

    /// <summary>What is open.</summary>
    public ObligationBoard Board { get; }

    /// <summary>Raises an obligation, and gives it to its assignee.</summary>
    public void Raise(Turn turn, ObligationRequest request)
    {
        var stamped = request with { OperationId = turn.Operation.Id, OperationName = turn.Operation.Name };
        foreach (var raised in Follow(turn, Board.Raise(turn.Now, stamped, Candidates())))
        {
            Assign(raised);
        }
    }

    /// <summary>Raises an obligation for which something has been handed in already.</summary>
    /// <returns>Its number.</returns>
    public ulong RaiseSubmitted(Turn turn, ObligationRequest request)
    {
        var stamped = request with { OperationId = turn.Operation.Id, OperationName = turn.Operation.Name };
        var raised = Follow(turn, Board.Raise(turn.Now, stamped, Candidates()));
        foreach (var one in raised)
        {
            Board.Submitted(one.Id);
        }

        return raised.Count == 0 ? 0 : (ulong)raised[^1].Id;
    }

    /// <summary>Something has been handed in.</summary>
    public void Submitted(ulong id) => Board.Submitted((long)(id & long.MaxValue));

    /// <summary>What was handed in lost: the same device tries again after a while.</summary>
    public void Conflict(Turn turn, ulong id)
    {
        foreach (var one in Board.Conflict((long)(id & long.MaxValue)))
        {
            turn.SetTimer(AgainPrefix + one.Id.ToString(CultureInfo.InvariantCulture), turn.Now + Wait(one.Attempt));
        }
    }

    /// <summary>Obligations are met, superseded or cancelled.</summary>
    public void Settle(Turn turn, IReadOnlyList<Obligation> changed) => Follow(turn, changed);

    /// <summary>Obligations have gone to other devices, or are settled.</summary>
    public void Move(Turn turn, IReadOnlyList<Obligation> changed)
    {
        Follow(turn, changed);
        foreach (var moved in changed.Where(one => !one.IsSettled))
        {
            Assign(moved);
        }
    }

    /// <summary>A timer is due.</summary>
    public void Due(Turn turn, string key)
    {
        if (key == DeadlineTimer)
        {
            _timerAt = null;
            _lapses++;
            Move(turn, Board.OnDeadline(turn.Now, Candidates()));
        }
        else if (key.StartsWith(AgainPrefix, StringComparison.Ordinal)
            && long.TryParse(key.AsSpan(AgainPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Board.Find(id) is { State: ObligationState.Pending } one)
        {
            turn.For(OperationOf(id)).Observe(new Observation.Retried(one.Group.Text, one.Attempt));
            var moved = _state.Siblings.Find(one.Assignee) is { IsOnline: true } ? [] : Board.OnAway(turn.Now, one.Assignee, Candidates());
            if (moved.Count > 0)
            {
                Move(turn, moved);
            }
            else
            {
                Assign(one);
            }
        }
    }

    /// <summary>A device has connected: deadlines count again.</summary>
    public void Wake() => _lapses = 0;

    /// <summary>Sets the clock on the next deadline, where there is a device that could do something.</summary>
    public void SetTimer(Turn turn)
    {
        var next = _lapses < MaxLapses && Candidates().Any(candidate => candidate.IsOnline) ? Board.NextDeadline : null;
        if (next == _timerAt)
        {
            return;
        }

        _timerAt = next;
        if (next is { } at)
        {
            turn.SetTimer(DeadlineTimer, at);
        }
        else
        {
            turn.CancelTimer(DeadlineTimer);
        }
    }

    /// <summary>Devices that could do something: not on their way out; on their way in where nobody else can.</summary>
    public IReadOnlyList<Candidate> Candidates()
    {
        var staying = _state.Siblings.Active.Where(device => !device.IsLeaving).ToList();
        var entering = Board.Open.Where(one => one.Kind is ObligationKind.AddDevice or ObligationKind.SiblingWelcome).Select(one => one.Subject)
            .Concat(_state.UserGroup?.Newcomers.Keys ?? Enumerable.Empty<string>()).ToHashSet(StringComparer.Ordinal);
        return [.. staying.Select(device =>
            new Candidate(device.Name, _state.UserGroup?.LeafOf(device.Name) ?? (uint)device.Order, device.IsOnline, entering.Contains(device.Name)))];
    }

    public void Write(TlsWriter writer)
    {
        Board.Write(writer);
        writer.WriteUInt64(_chance.Position);
        writer.WriteUInt32(_lapses);
        writer.WriteUInt64(unchecked((ulong)(_timerAt ?? -1)));
        writer.WriteAll(_operations, operation =>
        {
            writer.WriteUInt64((ulong)operation.Key);
            writer.WriteOperation(operation.Value);
        });
    }

    public static ObligationDesk Read(ref TlsReader reader, UserState state)
    {
        var board = ObligationBoard.Read(ref reader, state.Kit.Policies.Committer);
        var desk = new ObligationDesk(state, board, reader.ReadUInt64()) { _lapses = reader.ReadUInt32() };
        var timerAt = unchecked((long)reader.ReadUInt64());
        desk._timerAt = timerAt < 0 ? null : timerAt;
        reader.VisitAll((ref TlsReader reader) =>
        {
            desk._operations.Add(unchecked((long)reader.ReadUInt64()), reader.ReadOperation());
        });

        return desk;
    }

    /// <summary>What the assignee is asked to do.</summary>
    private static Assignment AssignmentOf(Obligation one)
    {
        var (id, attempt, isUrgent) = ((ulong)one.Id, (uint)one.Attempt, one.IsUrgent);
        return one.Kind switch
        {
            ObligationKind.Rotate when one.Group is GroupName.Conversation group => new Assignment.Rotate(id, attempt, isUrgent, group.Name, one.WantedUserEpoch),
            ObligationKind.AddDevice => new Assignment.AddDevice(id, attempt, isUrgent, one.Group, one.Subject),
            ObligationKind.RemoveDevice => new Assignment.RemoveDevice(id, attempt, isUrgent, one.Group, one.Subject),
            ObligationKind.SiblingWelcome => new Assignment.SiblingWelcome(id, attempt, isUrgent, one.Subject),
            ObligationKind.PublishKeyPackages => new Assignment.PublishKeyPackages(id, attempt, isUrgent, one.WantedUserEpoch),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string About(Obligation one) => string.Create(CultureInfo.InvariantCulture, $"{one.Group.Text} {one.Subject} {one.Id}").Trim();

    /// <summary>Half to one and a half of the mean, which doubles with each attempt.</summary>
    private long Wait(int attempt)
    {
        var mean = (long)_state.Kit.Settings.BackOffMilliseconds << Math.Clamp(attempt - 1, 0, 8);
        Span<byte> chance = stackalloc byte[4];
        _chance.Fill(chance);
        return (mean / 2) + (BinaryPrimitives.ReadUInt32BigEndian(chance) % (mean + 1));
    }

    private Operation OperationOf(long id) => _operations.GetValueOrDefault(id) ?? Operation.None;

    /// <summary>Lets the outside see what has arisen and what is settled.</summary>
    /// <returns>What has arisen.</returns>
    private List<Obligation> Follow(Turn turn, IReadOnlyList<Obligation> changed)
    {
        var raised = new List<Obligation>();
        foreach (var one in changed)
        {
            if (one.IsSettled)
            {
                turn.For(OperationOf(one.Id)).Observe(new Observation.ObligationSettled(AssignmentOf(one).Task, About(one)));
                _operations.Remove(one.Id);
                _lapses = 0;
            }
            else if (_operations.TryAdd(one.Id, turn.Operation))
            {
                turn.Observe(new Observation.ObligationOpened(AssignmentOf(one).Task, About(one)));
                raised.Add(one);
            }
        }

        return raised;
    }

    private void Assign(Obligation one)
    {
        if (_state.Siblings.Find(one.Assignee) is not { } device)
        {
            return;
        }

        var operation = OperationOf(one.Id);
        if (one.Kind == ObligationKind.AddDevice)
        {
            DeviceMail.Introduce(_state, one.Subject, device, operation);
        }

        device.Put(new DeviceItem.Assigned(AssignmentOf(one)), operation);
    }
}
