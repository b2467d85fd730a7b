using System.Diagnostics.Metrics;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts one run's observations.</summary>
internal sealed class ObservationMeter(string mode, ObservationInstruments instruments)
{
    private readonly KeyValuePair<string, object?> _mode = new("mode", mode);

    public void Record(Observed observed)
    {
        switch (observed.What)
        {
            case Observation.CommitAccepted:
                Add(instruments.Commits, "outcome", "accepted", "group_kind", GroupKind(observed.Actor));
                break;
            case Observation.Conflict:
                Add(instruments.Commits, "outcome", "conflict", "group_kind", GroupKind(observed.Actor));
                break;
            case Observation.CommitUnprocessable:
                instruments.Unprocessable.Add(1, _mode);
                break;
            case Observation.Retried:
                instruments.Retries.Add(1, _mode);
                break;
            case Observation.EpochEntered entered:
                Add(instruments.Epochs, "entry", entered.Joined ? "join" : "commit");
                break;
            case Observation.MessagesSent sent:
                Record(sent);
                break;
            case Observation.MessageAccepted:
                Add(instruments.Sent, "messaging.system", "mls-sim", "messaging.operation.name", "send");
                break;
            case Observation.MessageOpened opened:
                Add(instruments.Consumed, "messaging.system", "mls-sim", "messaging.operation.name", "process");
                instruments.Latency.Record(opened.LatencyMilliseconds / 1000.0, _mode);
                break;
            case Observation.MessageFailed:
                instruments.Undecryptable.Add(1, _mode);
                break;
            case Observation.MessageSkipped:
                instruments.Skipped.Add(1, _mode);
                break;
            case Observation.HostileRefused:
                Add(instruments.Refusals, "role", Roles.Of(observed.Actor.Kind));
                break;
            case Observation.OperationEffective:
                Add(instruments.Operations, "op", observed.Operation.Name, "outcome", "effective");
                break;
            case Observation.OperationSkipped:
                Add(instruments.Operations, "op", observed.Operation.Name, "outcome", "skipped");
                break;
            case Observation.ObligationOpened opened:
                Add(instruments.Obligations, "kind", opened.Kind, "outcome", "opened");
                break;
            case Observation.ObligationSettled settled:
                Add(instruments.Obligations, "kind", settled.Kind, "outcome", "settled");
                break;
            case Observation.DirectoryUsed used:
                Add(instruments.DirectoryRecords, used.Signed, "signed");
                Add(instruments.DirectoryRecords, used.Verified, "verified");
                break;
            case Observation.AttackTried tried:
                Add(instruments.Attempts, "outcome", tried.IsOpen ? "opened" : "closed");
                break;
            default:
                // Hashes, rosters and counts that the devices' own meter shows.
                break;
        }
    }

    private void Record(Observation.MessagesSent sent)
    {
        instruments.MlsMessages.Add(sent.Messages, _mode);
        if (sent.Ciphertexts > 0)
        {
            instruments.Ciphertexts.Record(sent.Ciphertexts, _mode);
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
    private static string GroupKind(ActorId observer) => observer.Kind == ActorKind.User ? "user" : "conversation";
}
