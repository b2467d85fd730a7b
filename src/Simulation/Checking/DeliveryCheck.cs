using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>
/// Every message is opened by all who are entitled to it and by nobody else, and every member reaches the last epoch.
/// A device is entitled to the messages of the epochs that it entered, but for its own and for those that were accepted after its stay.
/// Memory grows with Commits and memberships, not with deliveries.
/// </summary>
internal sealed class DeliveryCheck(Findings findings) : ICheck
{
    private readonly Dictionary<string, GroupDeliveries> _groups = [];
    private long _accepted;
    private long _givenUp;

    /// <summary>Openings that are missing, and messages that were neither accepted nor given up; known at the end.</summary>
    public long Lost { get; private set; }

    /// <summary>Openings of removed devices that are missing and need not be; known at the end.</summary>
    public long Unjudged { get; private set; }

    public void Observe(Observed observed)
    {
        string observer = observed.Actor.Name;
        switch (observed.What)
        {
            case Observation.EpochEntered(var group, var epoch, _, var joined):
                Enter(GroupOf(group), group, observer, epoch, joined);
                break;
            case Observation.MessageAccepted accepted:
                MessageTally tally = MessageTally.Of(accepted.Message);
                GroupOf(accepted.Group).Accepted.Add(accepted.Epoch, accepted.CurrentEpoch, tally);
                GroupOf(accepted.Group).Sent(accepted.Sender).Add(accepted.Epoch, accepted.CurrentEpoch, tally);
                _accepted++;
                break;
            case Observation.MessageOpened(var group, var message, var epoch, _):
                Open(GroupOf(group), group, observer, epoch, message);
                break;
            case Observation.MessageFailed(var group, var message, var reason):
                GroupOf(group).Failures.TryAdd(observer, FormattableString.Invariant($"; message {message}: {reason}"));
                break;
            case Observation.RosterChanged(var group, var epoch, _, var removed):
                GroupOf(group).Removals.UnionWith(removed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, epoch)));
                break;
            case Observation.OperationSkipped when observed.Operation.Name == Workload.OperationNames.SendMessage:
                _givenUp++;
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

        foreach (var (name, group) in _groups.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Judge(name, group, end);
        }

        long unaccounted = end.MessagesSent - _accepted - _givenUp;
        if (unaccounted != 0)
        {
            string detail = FormattableString.Invariant($"of {end.MessagesSent} messages {_accepted} were accepted and {_givenUp} given up");
            findings.Add(new Violation(Invariant.MessagesOpened, "", -1, "all devices", detail));
            Lost += Math.Abs(unaccounted);
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_accepted);
        writer.Put(_givenUp);
        writer.Put(_groups.Count);
        foreach (var (name, group) in _groups)
        {
            writer.Put(name);
            group.Write(writer);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        _accepted += reader.ReadInt64();
        _givenUp += reader.ReadInt64();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            GroupOf(reader.ReadText()).Absorb(ref reader);
        }
    }

    private GroupDeliveries GroupOf(string name)
    {
        if (!_groups.TryGetValue(name, out GroupDeliveries? group))
        {
            _groups[name] = group = new GroupDeliveries();
        }

        return group;
    }

    private void Enter(GroupDeliveries group, string name, string device, long epoch, bool joined)
    {
        List<Membership> stays = group.StaysOf(device);
        if (joined)
        {
            stays.Add(new Membership(epoch));
        }
        else if (stays.Count > 0 && epoch == stays[^1].Last + 1)
        {
            stays[^1].Last = epoch;
        }
        else
        {
            string before = stays.Count == 0 ? "without having joined" : FormattableString.Invariant($"from epoch {stays[^1].Last}");
            findings.Add(new Violation(Invariant.EpochAuthenticator, name, epoch, device, $"entered the epoch {before}"));
            stays.Add(new Membership(epoch));
        }
    }

    private void Open(GroupDeliveries group, string name, string device, long epoch, long message)
    {
        findings.Checked(Invariant.MessagesEntitled);
        if (group.StaysOf(device).Find(stay => stay.Covers(epoch)) is { } entitled)
        {
            entitled.Open(epoch, MessageTally.Of(message));
            return;
        }

        string detail = FormattableString.Invariant($"has opened message {message} of an epoch that it never entered");
        findings.Add(new Violation(Invariant.MessagesEntitled, name, epoch, device, detail));
    }

    private void Judge(string name, GroupDeliveries group, RunEnd end)
    {
        long last = group.Stays.Values.SelectMany(stays => stays).Select(stay => stay.Last).DefaultIfEmpty(0).Max();
        foreach (var (device, stays) in group.Stays)
        {
            bool isRemoved = end.RemovedDevices.Contains(device);
            foreach (var stay in stays)
            {
                // A mailbox has an order: whoever has entered an epoch has got all that was accepted before. Where a removed device was offline, or a message came to the
                // account service after its removal, what was accepted after the Commit that it processed last never reaches it, and nothing tells whether it did.
                long sure = isRemoved && stay == stays[^1] ? stay.Last - 1 : stay.Last;
                foreach (var (epoch, opened, expected) in stay.Compare(group.Accepted, group.Sent(device), sure))
                {
                    Lost += Math.Max(1, expected.Count - opened.Count);
                    string reason = group.Failures.GetValueOrDefault(device, "");
                    string detail = FormattableString.Invariant($"has opened {opened.Count} messages, was entitled to {expected.Count}{(opened.Count == expected.Count ? " others" : "")}{reason}");
                    findings.Add(new Violation(Invariant.MessagesOpened, name, epoch, device, detail));
                }

                findings.Checked(Invariant.MessagesOpened, 1 + group.Accepted.Within(stay.Joined, sure, _ => true).Count);
                Unjudged += stay.Unsure(group.Accepted, group.Sent(device), sure);
            }

            // Whoever is still a member has arrived where all have.
            if (!isRemoved && stays.Count > 0 && stays[^1].Last < last && !group.WasRemoved(device, stays[^1].Last + 1))
            {
                string detail = FormattableString.Invariant($"is a member but has not got beyond epoch {stays[^1].Last}");
                findings.Add(new Violation(Invariant.EpochAuthenticator, name, last, device, detail));
            }
        }
    }
}
