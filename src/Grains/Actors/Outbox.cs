using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>Collects what an actor asks for during one event; reused from event to event.</summary>
internal sealed class Outbox : IOutbox
{
    public List<Mail> Mails { get; } = [];

    public List<(string Key, long? At)> Timers { get; } = [];

    public List<(string User, string Key, Octets Value, Operation Operation)> Entries { get; } = [];

    public List<TrafficAccount> Traffic { get; } = [];

    public List<(Observation What, Operation Operation)> Observations { get; } = [];

    public long Microseconds { get; private set; }

    public void Send(Mail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentOutOfRangeException.ThrowIfNegative(mail.CountedOctets, nameof(mail));
        foreach (var recipient in mail.To.Actors)
        {
            if (recipient.Kind == ActorKind.Outside)
            {
                throw new ArgumentException("nobody outside the run receives mail", nameof(mail));
            }
        }

        Mails.Add(mail);
    }

    public void SetTimer(string key, long at)
    {
        ArgumentNullException.ThrowIfNull(key);
        Timers.Add((key, at));
    }

    public void CancelTimer(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Timers.Add((key, null));
    }

    public void Spend(long microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(microseconds);
        Microseconds += microseconds;
    }

    public void AppendToDirectory(string user, string key, Octets value, Operation operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(operation);
        Entries.Add((user, key, value, operation));
    }

    public void Fetched(int records, long octets, LinkClass link, Operation operation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(records);
        ArgumentOutOfRangeException.ThrowIfNegative(octets);
        ArgumentNullException.ThrowIfNull(operation);
        Traffic.Add(TrafficAccount.OfDirectory(operation, link, records, octets));
    }

    public void Observe(Observation observation, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(operation);
        Observations.Add((observation, operation));
    }

    public void Clear()
    {
        Mails.Clear();
        Timers.Clear();
        Entries.Clear();
        Traffic.Clear();
        Observations.Clear();
        Microseconds = 0;
    }
}
