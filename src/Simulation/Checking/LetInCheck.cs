using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>Every device of a member is in the group, and has entered it since its address came in. A device that has never entered has no stay that another check could judge.</summary>
internal sealed class LetInCheck(Findings findings) : ICheck
{
    private const string UserGroupPrefix = "user:";

    /// <summary>By group: the present addresses, each with the first epoch in which it was there.</summary>
    private readonly Dictionary<string, Dictionary<string, long>> _rosters = [];

    private readonly Dictionary<(string Group, string Device), long> _entered = [];

    public void Observe(Observed observed)
    {
        switch (observed.What)
        {
            case Observation.RosterChanged(var group, var epoch, var added, var removed) when !group.StartsWith(UserGroupPrefix, StringComparison.Ordinal):
                Dictionary<string, long> roster = RosterOf(group);
                Array.ForEach(Names(removed), name => roster.Remove(name));
                Array.ForEach(Names(added), name => roster[name] = epoch);
                break;
            case Observation.EpochEntered(var group, var epoch, _, _):
                Enter(group, observed.Actor.Name, epoch);
                break;
            default:
                break;
        }
    }

    public void Finish(RunEnd end)
    {
        if (!end.Drained)
        {
            return;
        }

        ILookup<string, string> devices = end.Devices.ToLookup(UserOf);
        foreach (var (group, roster) in _rosters.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            foreach (var user in roster.Keys.GroupBy(UserOf))
            {
                foreach (var device in devices[user.Key])
                {
                    Judge(group, roster, device);
                }
            }
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_rosters.Count);
        foreach (var (group, roster) in _rosters)
        {
            writer.Put(group);
            writer.Put(roster.Count);
            foreach (var (address, since) in roster)
            {
                writer.Put(address);
                writer.Put(since);
            }
        }

        writer.Put(_entered.Count);
        foreach (var ((group, device), epoch) in _entered)
        {
            writer.Put(group);
            writer.Put(device);
            writer.Put(epoch);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var groups = reader.ReadInt32(); groups > 0; groups--)
        {
            Dictionary<string, long> roster = RosterOf(reader.ReadText());
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                // A group's roster is one actor's word, so only one part has it.
                roster[reader.ReadText()] = reader.ReadInt64();
            }
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Enter(reader.ReadText(), reader.ReadText(), reader.ReadInt64());
        }
    }

    private static string[] Names(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string UserOf(string address) => address.Split('/')[0];

    private void Judge(string group, Dictionary<string, long> roster, string device)
    {
        findings.Checked(Invariant.LetIn);
        if (!roster.TryGetValue(device, out long since) && !roster.TryGetValue(UserOf(device), out since))
        {
            findings.Add(new Violation(Invariant.LetIn, group, -1, device, "has no leaf in a group of its user"));
        }
        else if (_entered.GetValueOrDefault((group, device), -1) < since)
        {
            findings.Add(new Violation(Invariant.LetIn, group, since, device, "was to be let in and is not in"));
        }
    }

    private void Enter(string group, string device, long epoch) =>
        _entered[(group, device)] = Math.Max(epoch, _entered.GetValueOrDefault((group, device), -1));

    private Dictionary<string, long> RosterOf(string group)
    {
        if (!_rosters.TryGetValue(group, out Dictionary<string, long>? roster))
        {
            _rosters[group] = roster = [];
        }

        return roster;
    }
}
