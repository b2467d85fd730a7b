using System.Collections.Immutable;
using System.Globalization;
using Mls.MultiDevice.Mail;

namespace Silo.Tests.Lives;

/// <summary>A life in the words of devices: what is impossible when it comes is left out. Knows who is there, never what has become of anything.</summary>
internal sealed class LifeScript
{
    private const int MaxUsers = 4;
    private const int MaxDevices = 6;
    private const int MaxGroups = 3;

    /// <summary>Milliseconds until the account service knows a user for certain: before that there is no account to bring a device into.</summary>
    private const long Registering = 1_000;

    private readonly List<(long At, string Device, string Operation, TraceCommand Command)> _commands = [];
    private readonly SortedDictionary<string, List<string>> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _made = [];
    private readonly Dictionary<string, long> _registered = [];
    private readonly Dictionary<string, long> _started = [];
    private readonly SortedDictionary<string, SortedSet<string>> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _offline = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = [];
    private readonly Dictionary<string, string> _removers = [];
    private readonly Dictionary<string, long> _last = [];
    private long _now;

    private LifeScript()
    {
    }

    /// <summary>What is to be done, in order.</summary>
    public IReadOnlyList<(long At, string Device, string Operation, TraceCommand Command)> Commands => _commands;

    /// <summary>Devices there at the end.</summary>
    public ImmutableHashSet<string> Devices => [.. _devices.Values.SelectMany(devices => devices)];

    /// <summary>Devices that somebody has asked to remove.</summary>
    public ImmutableHashSet<string> Removed => [.. _removed];

    /// <summary>Those of them whose remover has been removed, too: the two may have been in each other's way.</summary>
    public IEnumerable<string> RemovedByRemoved => _removers.Where(pair => _removed.Contains(pair.Value)).Select(pair => pair.Key);

    /// <summary>Devices that are away at the end, removed ones among them.</summary>
    public IEnumerable<string> Offline => _offline;

    /// <summary>The groups.</summary>
    public IEnumerable<string> Groups => _groups.Keys;

    /// <summary>Says a life.</summary>
    public static LifeScript Of(IEnumerable<LifeEvent> life)
    {
        var script = new LifeScript();
        script.Prepare();
        foreach (var one in life)
        {
            script._now += one.Wait;
            script.Say(one);
        }

        return script;
    }

    /// <summary>Three users, the first with two devices, and a group of all: the set-up that every life has.</summary>
    private void Prepare()
    {
        for (var user = 0; user < 3; user++)
        {
            Register();
        }

        _now = 2_000;
        AddDevice("u1/d1");
        _now = 6_000;
        CreateGroup("u1/d1");
        _now = 10_000;
    }

    private void Say(LifeEvent one)
    {
        var all = _devices.Values.SelectMany(devices => devices).ToList();
        var present = all.Where(device => !_offline.Contains(device)).ToList();
        var device = present.Count == 0 ? null : present[one.First % present.Count];
        switch (one.Kind)
        {
            case LifeEventKind.Register when _devices.Count < MaxUsers:
                Register();
                break;
            case LifeEventKind.GoOnline when _offline.Count > 0:
                var away = _offline.ElementAt(one.First % _offline.Count);
                _offline.Remove(away);
                Add(away, "go-online", new TraceCommand.GoOnline());
                break;
            case LifeEventKind.AddDevice when device is not null && _made[UserOf(device)] < MaxDevices && _registered[UserOf(device)] + Registering < _now:
                AddDevice(device);
                break;
            case LifeEventKind.RemoveDevice when device is not null && _devices[UserOf(device)].Count > 1 && _started[device] + Registering < _now:
                RemoveDevice(device, one.Second);
                break;
            case LifeEventKind.UpdateKeys when device is not null:
                Add(device, "update-keys", new TraceCommand.UpdateKeys());
                break;
            case LifeEventKind.CreateGroup when device is not null && _groups.Count < MaxGroups:
                CreateGroup(device);
                break;
            case LifeEventKind.GoOffline when device is not null:
                _offline.Add(device);
                Add(device, "go-offline", new TraceCommand.GoOffline());
                break;
            case LifeEventKind.AddUser or LifeEventKind.RemoveUser or LifeEventKind.SendMessage when device is not null:
                InGroup(one, device);
                break;
            default:
                break;
        }
    }

    private void InGroup(LifeEvent one, string device)
    {
        var user = UserOf(device);
        var own = _groups.Where(group => group.Value.Contains(user)).ToList();
        if (own.Count == 0)
        {
            return;
        }

        var (group, members) = own[one.Second % own.Count];
        if (one.Kind == LifeEventKind.SendMessage)
        {
            Add(device, "send-message", new TraceCommand.SendMessage(group, 10));
            return;
        }

        var others = (one.Kind == LifeEventKind.AddUser ? _devices.Keys.Where(name => !members.Contains(name)) : members.Where(name => name != user)).ToList();
        if (others.Count == 0)
        {
            return;
        }

        var other = others[(one.Second / 7) % others.Count];
        if (one.Kind == LifeEventKind.AddUser)
        {
            members.Add(other);
            Add(device, "add-user", new TraceCommand.AddUser(group, other));
        }
        else
        {
            members.Remove(other);
            Add(device, "remove-user", new TraceCommand.RemoveUser(group, other));
        }
    }

    private void Register()
    {
        var user = Name("u", _devices.Count + 1);
        _devices[user] = [user + "/d1"];
        _made[user] = 1;
        _registered[user] = _now;
        _started[user + "/d1"] = _now;
        Add(user + "/d1", "register-user", new TraceCommand.Start(string.Empty, "phone"));
    }

    private void AddDevice(string sponsor)
    {
        var user = UserOf(sponsor);
        var device = Name(user + "/d", ++_made[user]);
        _devices[user].Add(device);
        _started[device] = _now;
        Add(device, "add-device", new TraceCommand.Start(sponsor, "phone"));
    }

    private void RemoveDevice(string device, int choice)
    {
        var siblings = _devices[UserOf(device)];
        var others = siblings.Where(sibling => sibling != device).ToList();
        var removed = others[choice % others.Count];
        siblings.Remove(removed);
        _removed.Add(removed);
        _removers[removed] = device;
        Add(device, "remove-device", new TraceCommand.RemoveDevice(removed));
    }

    private void CreateGroup(string device)
    {
        var group = Name("g:", _groups.Count + 1);
        _groups[group] = new SortedSet<string>(_devices.Keys, StringComparer.Ordinal);
        Add(device, "create-group", new TraceCommand.CreateGroup(group, [.. _devices.Keys.Where(user => user != UserOf(device))]));
    }

    /// <summary>One device does one thing after the other; different ones may do theirs in the same millisecond.</summary>
    private void Add(string device, string operation, TraceCommand command)
    {
        if (_last.TryGetValue(device, out var last) && last >= _now)
        {
            _now = last + 1;
        }

        _last[device] = _now;
        _commands.Add((_now, device, operation, command));
    }

    private static string UserOf(string device) => device.Split('/')[0];

    private static string Name(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
