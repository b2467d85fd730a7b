using System.Collections.Concurrent;
using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Silo.Tests.Planted;

/// <summary>A device that shows to have opened a message of a group that it is not in.</summary>
internal sealed class Eavesdropper(IActor inner, ConcurrentQueue<Observation.MessageOpened> heard, bool isEavesdropper) : IActor, IDisposable
{
    private readonly HashSet<string> _groups = [];
    private bool _isDone;

    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        var listening = new Listening(outbox);
        inner.Handle(now, what, listening);
        foreach (var seen in listening.Seen)
        {
            switch (seen)
            {
                case Observation.EpochEntered entered:
                    _groups.Add(entered.Group);
                    break;
                case Observation.MessageOpened opened when !isEavesdropper:
                    heard.Enqueue(opened);
                    break;
                default:
                    break;
            }
        }

        if (isEavesdropper && !_isDone && heard.FirstOrDefault(opened => !_groups.Contains(opened.Group)) is { } foreign)
        {
            _isDone = true;
            outbox.Observe(foreign, Operation.None);
        }
    }

    public byte[] Snapshot() => inner.Snapshot();

    public byte[] Report() => inner.Report();

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private sealed class Listening(IOutbox outbox) : IOutbox
    {
        public List<Observation> Seen { get; } = [];

        public void Send(Mail mail) => outbox.Send(mail);

        public void SetTimer(string key, long at) => outbox.SetTimer(key, at);

        public void CancelTimer(string key) => outbox.CancelTimer(key);

        public void Spend(long microseconds) => outbox.Spend(microseconds);

        public void AppendToDirectory(string user, string key, Octets value, Operation operation) => outbox.AppendToDirectory(user, key, value, operation);

        public void Fetched(int records, long octets, LinkClass link, Operation operation) => outbox.Fetched(records, octets, link, operation);

        public void Observe(Observation observation, Operation operation)
        {
            Seen.Add(observation);
            outbox.Observe(observation, operation);
        }
    }
}
