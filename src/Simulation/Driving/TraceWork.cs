using System.Collections.Immutable;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>How much work each event of a trace makes, in deliveries to devices: the measure by which the rest of a run is estimated.</summary>
/// <remarks>A device that is away does its share when it comes back. Work is a guess about proportions and influences no result.</remarks>
internal sealed class TraceWork
{
    /// <summary>What a Commit costs a device, compared with a message.</summary>
    private const long Commit = 4;

    private readonly Dictionary<UserName, User> _users = [];
    private readonly Dictionary<DeviceName, Device> _devices = [];
    private readonly Dictionary<ConversationName, Group> _groups = [];

    private TraceWork()
    {
    }

    /// <summary>For each stage, the work of its events up to and including each.</summary>
    public static ImmutableArray<ImmutableArray<long>> Of(Trace trace)
    {
        var work = new TraceWork();
        return [.. trace.Stages.Select(stage =>
        {
            long sum = 0;
            return stage.Events.Select(traced => sum += 1 + work.Of(traced.Action)).ToImmutableArray();
        })];
    }

    private long Of(TraceAction action)
    {
        switch (action)
        {
            case TraceAction.RegisterUser register:
                User user = new();
                _users[register.User] = user;
                foreach (var device in register.Devices)
                {
                    Enter(user, device.Device);
                }

                return Commit * register.Devices.Length;
            case TraceAction.CreateGroup create:
                Group group = new();
                _groups[create.Group] = group;
                foreach (var member in create.Members)
                {
                    Enter(group, _users[member]);
                }

                return Spread(group, Commit);
            case TraceAction.AddUser add:
                Enter(_groups[add.Group], _users[add.User]);
                return Spread(_groups[add.Group], Commit);
            case TraceAction.RemoveUser remove:
                long spread = Spread(_groups[remove.Group], Commit);
                Leave(_groups[remove.Group], _users[remove.User]);
                return spread;
            case TraceAction.AddDevice add:
                User owner = _devices[add.By].Owner;
                Enter(owner, add.Device);
                return owner.Groups.Sum(joined => Spread(joined, Commit));
            case TraceAction.RemoveDevice remove:
                Device gone = _devices[remove.Device];
                Away(gone);
                gone.Owner.Devices.Remove(gone);
                return gone.Owner.Groups.Sum(left => Spread(left, Commit));
            case TraceAction.UpdateKeys update:
                return _devices[update.Device].Owner.Groups.Sum(updated => Spread(updated, Commit));
            case TraceAction.SendMessage message:
                return Spread(_groups[message.Group], 1);
            case TraceAction.GoOnline back:
                return Back(_devices[back.Device]);
            case TraceAction.GoOffline away:
                Away(_devices[away.Device]);
                return 0;
            default:
                return 0;
        }
    }

    /// <summary>What the devices that are there do at once; the others find it later.</summary>
    private static long Spread(Group group, long each)
    {
        group.Total += each;
        return each * group.Online;
    }

    private void Enter(User user, DeviceName name)
    {
        var device = new Device(user);
        _devices[name] = device;
        user.Devices.Add(device);
        user.Groups.ForEach(group => group.Online++);
    }

    private static void Enter(Group group, User user)
    {
        user.Groups.Add(group);
        group.Online += user.Devices.Count(device => device.IsOnline);
        user.Devices.ForEach(device => device.Missed -= device.IsOnline ? 0 : group.Total);
    }

    private static void Leave(Group group, User user)
    {
        user.Groups.Remove(group);
        group.Online -= user.Devices.Count(device => device.IsOnline);
        user.Devices.ForEach(device => device.Missed += device.IsOnline ? 0 : group.Total);
    }

    private static void Away(Device device)
    {
        if (device.IsOnline)
        {
            device.IsOnline = false;
            device.Missed = -device.Owner.Groups.Sum(group => group.Total);
            device.Owner.Groups.ForEach(group => group.Online--);
        }
    }

    private static long Back(Device device)
    {
        if (device.IsOnline)
        {
            return 0;
        }

        device.IsOnline = true;
        device.Owner.Groups.ForEach(group => group.Online++);
        return device.Missed + device.Owner.Groups.Sum(group => group.Total);
    }

    private sealed class User
    {
        public List<Device> Devices { get; } = [];

        public List<Group> Groups { get; } = [];
    }

    private sealed class Device(User owner)
    {
        public User Owner => owner;

        public bool IsOnline { get; set; } = true;

        /// <summary>Less what its groups had seen when it left: with what they have seen since, what it has missed.</summary>
        public long Missed { get; set; }
    }

    private sealed class Group
    {
        public int Online { get; set; }

        /// <summary>Work for each member since the beginning.</summary>
        public long Total { get; set; }
    }
}
