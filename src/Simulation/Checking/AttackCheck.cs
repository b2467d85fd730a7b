using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>
/// Whoever has stolen the state of a removed device opens nothing of an epoch in which the removal is effective: the device's leaf is gone or, where the leaf is its
/// user's, the leaf stands for a user-group epoch without the device, or the user is gone. What opens before is the removal window, which is counted.
/// Keeps changes of rosters and of leaves, and what the few thieves tried.
/// </summary>
internal sealed class AttackCheck(Findings findings) : ICheck
{
    private readonly Dictionary<(string Device, string Group, long Message), (long Epoch, bool IsOpen)> _tries = [];
    private readonly Dictionary<(string Group, string Name), SortedDictionary<long, bool>> _rosters = [];
    private readonly Dictionary<(string Group, string User), SortedDictionary<long, long>> _leaves = [];

    /// <summary>Messages opened in removal windows; known at the end.</summary>
    public long OpenedInWindow { get; private set; }

    public void Observe(Observed observed)
    {
        switch (observed.What)
        {
            case Observation.AttackTried tried:
                Try(observed.Actor.Name, tried.Group, tried.Message, tried.Epoch, tried.IsOpen);
                break;
            case Observation.RosterChanged(var group, var epoch, var added, var removed):
                Change(group, epoch, removed, isMember: false);
                Change(group, epoch, added, isMember: true);
                break;
            case Observation.ActiveLeaf leaf:
                Of(_leaves, (leaf.Group, leaf.User))[leaf.GroupEpoch] = leaf.UserGroupEpoch;
                break;
            default:
                break;
        }
    }

    public void Finish(RunEnd end)
    {
        foreach (var ((device, group, message), (epoch, isOpen)) in _tries)
        {
            if (!end.RemovedDevices.Contains(device))
            {
                continue;
            }

            findings.Checked(Invariant.RemovedOpensNothing);
            if (!isOpen)
            {
                continue;
            }

            if (IsOut(device, group, epoch))
            {
                string detail = FormattableString.Invariant($"whoever has stolen it when it was removed has opened message {message}");
                findings.Add(new Violation(Invariant.RemovedOpensNothing, group, epoch, device, detail));
            }
            else if (end.Drained && !IsOut(device, group, long.MaxValue))
            {
                string detail = FormattableString.Invariant($"whoever has stolen it has opened message {message}, and its removal has never taken effect in the group");
                findings.Add(new Violation(Invariant.RemovedOpensNothing, group, epoch, device, detail));
            }
            else
            {
                OpenedInWindow++;
            }
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_tries.Count);
        foreach (var ((device, group, message), (epoch, isOpen)) in _tries)
        {
            writer.Put(device);
            writer.Put(group);
            writer.Put(message);
            writer.Put(epoch);
            writer.Put(isOpen);
        }

        writer.Put(_rosters.Sum(roster => roster.Value.Count));
        foreach (var ((group, name), changes) in _rosters)
        {
            foreach (var (epoch, isMember) in changes)
            {
                writer.Put(group);
                writer.Put(name);
                writer.Put(epoch);
                writer.Put(isMember);
            }
        }

        writer.Put(_leaves.Sum(leaf => leaf.Value.Count));
        foreach (var ((group, user), changes) in _leaves)
        {
            foreach (var (epoch, userEpoch) in changes)
            {
                writer.Put(group);
                writer.Put(user);
                writer.Put(epoch);
                writer.Put(userEpoch);
            }
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Try(reader.ReadText(), reader.ReadText(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadPresence());
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Of(_rosters, (reader.ReadText(), reader.ReadText()))[reader.ReadInt64()] = reader.ReadPresence();
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Of(_leaves, (reader.ReadText(), reader.ReadText()))[reader.ReadInt64()] = reader.ReadInt64();
        }
    }

    /// <summary>Whether a device is kept out of an epoch of a group.</summary>
    private bool IsOut(string device, string group, long epoch)
    {
        string user = device[..device.IndexOf('/', StringComparison.Ordinal)];
        if (!_rosters.TryGetValue((group, user), out SortedDictionary<long, bool>? ofUser))
        {
            // Where no user has a leaf the device had one of its own, or never belonged here.
            return !(_rosters.TryGetValue((group, device), out SortedDictionary<long, bool>? own) && Last(own, epoch, otherwise: false));
        }

        return !Last(ofUser, epoch, otherwise: false)
            || (FirstWithout(device, user) is { } without && _leaves.TryGetValue((group, user), out SortedDictionary<long, long>? leaves) && Last(leaves, epoch, otherwise: -1) >= without);
    }

    /// <summary>The first user-group epoch without the device.</summary>
    private long? FirstWithout(string device, string user) =>
        _rosters.TryGetValue(("user:" + user, device), out SortedDictionary<long, bool>? changes) && changes.LastOrDefault(change => !change.Value) is { Key: > 0 } removal
            ? removal.Key
            : null;

    private static T Last<T>(SortedDictionary<long, T> changes, long epoch, T otherwise)
    {
        T last = otherwise;
        foreach (var (at, value) in changes)
        {
            if (at > epoch)
            {
                break;
            }

            last = value;
        }

        return last;
    }

    private void Try(string device, string group, long message, long epoch, bool isOpen) =>
        _tries[(device, group, message)] = (epoch, isOpen || _tries.GetValueOrDefault((device, group, message)).IsOpen);

    private void Change(string group, long epoch, string names, bool isMember)
    {
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Of(_rosters, (group, name))[epoch] = isMember;
        }
    }

    private static SortedDictionary<long, T> Of<T>(Dictionary<(string, string), SortedDictionary<long, T>> all, (string, string) key)
    {
        if (!all.TryGetValue(key, out SortedDictionary<long, T>? changes))
        {
            all[key] = changes = [];
        }

        return changes;
    }
}
