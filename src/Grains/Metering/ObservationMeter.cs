using System.Diagnostics.Metrics;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts one run's observations.</summary>
internal sealed class ObservationMeter
{
    private const string Accepted = "accepted";
    private const string Conflict = "conflict";
    private const string Opened = "opened";
    private const string Closed = "closed";
    private const string User = "user";
    private const string Conversation = "conversation";

    private readonly ObservationInstruments _instruments;
    private readonly KeyValuePair<string, object?> _mode;

    /// <summary>Starts what is rare at 0, so that whoever watches sees that it has not happened.</summary>
    public ObservationMeter(string mode, ObservationInstruments instruments)
    {
        _instruments = instruments;
        _mode = new("mode", mode);
        instruments.Unprocessable.Add(0, _mode);
        instruments.Retries.Add(0, _mode);
        instruments.Undecryptable.Add(0, _mode);
        instruments.Skipped.Add(0, _mode);
        foreach (var kind in (ActorKind[])[ActorKind.Device, ActorKind.User, ActorKind.Group])
        {
            instruments.Refusals.Add(0, _mode, new("role", Roles.Of(kind)));
        }

        instruments.Commits.Add(0, _mode, new("outcome", Conflict), new("group_kind", User));
        instruments.Commits.Add(0, _mode, new("outcome", Conflict), new("group_kind", Conversation));
        instruments.Attempts.Add(0, _mode, new("outcome", Opened));
        instruments.Attempts.Add(0, _mode, new("outcome", Closed));
    }

    public void Record(Observed observed)
    {
        switch (observed.What)
        {
            case Observation.CommitAccepted:
                Add(_instruments.Commits, "outcome", Accepted, "group_kind", GroupKind(observed.Actor));
                break;
            case Observation.Conflict:
                Add(_instruments.Commits, "outcome", Conflict, "group_kind", GroupKind(observed.Actor));
                break;
            case Observation.CommitUnprocessable:
                _instruments.Unprocessable.Add(1, _mode);
                break;
            case Observation.Retried:
                _instruments.Retries.Add(1, _mode);
                break;
            case Observation.EpochEntered entered:
                Add(_instruments.Epochs, "entry", entered.Joined ? "join" : "commit");
                break;
            case Observation.MessagesSent sent:
                Record(sent);
                break;
            case Observation.MessageAccepted:
                Add(_instruments.Sent, "messaging.system", "mls-sim", "messaging.operation.name", "send");
                break;
            case Observation.MessageOpened opened:
                Add(_instruments.Consumed, "messaging.system", "mls-sim", "messaging.operation.name", "process");
                _instruments.Latency.Record(opened.LatencyMilliseconds / 1000.0, _mode);
                break;
            case Observation.MessageFailed:
                _instruments.Undecryptable.Add(1, _mode);
                break;
            case Observation.MessageSkipped:
                _instruments.Skipped.Add(1, _mode);
                break;
            case Observation.HostileRefused:
                Add(_instruments.Refusals, "role", Roles.Of(observed.Actor.Kind));
                break;
            case Observation.OperationEffective:
                Add(_instruments.Operations, "op", observed.Operation.Name, "outcome", "effective");
                break;
            case Observation.OperationSkipped:
                Add(_instruments.Operations, "op", observed.Operation.Name, "outcome", "skipped");
                break;
            case Observation.ObligationOpened opened:
                Add(_instruments.Obligations, "kind", opened.Kind, "outcome", "opened");
                break;
            case Observation.ObligationSettled settled:
                Add(_instruments.Obligations, "kind", settled.Kind, "outcome", "settled");
                break;
            case Observation.DirectoryUsed used:
                Add(_instruments.DirectoryRecords, used.Signed, "signed");
                Add(_instruments.DirectoryRecords, used.Verified, "verified");
                break;
            case Observation.AttackTried tried:
                Add(_instruments.Attempts, "outcome", tried.IsOpen ? Opened : Closed);
                break;
            default:
                // Hashes, rosters and counts that the devices' own meter shows.
                break;
        }
    }

    private void Record(Observation.MessagesSent sent)
    {
        _instruments.MlsMessages.Add(sent.Messages, _mode);
        if (sent.Ciphertexts > 0)
        {
            _instruments.Ciphertexts.Record(sent.Ciphertexts, _mode);
        }
    }

    private void Add(Counter<long> counter, string label, string value) => counter.Add(1, _mode, new(label, value));

    private void Add(Counter<long> counter, string label, string value, string otherLabel, string otherValue) =>
        counter.Add(1, _mode, new(label, value), new(otherLabel, otherValue));

    private void Add(Counter<long> counter, int records, string operation)
    {
        if (records > 0)
        {
            counter.Add(records, _mode, new("op", operation));
        }
    }

    /// <summary>The account service orders the user group, delivery services the groups of conversations.</summary>
    private static string GroupKind(ActorId observer) => observer.Kind == ActorKind.User ? User : Conversation;
}
