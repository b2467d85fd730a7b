using Grains.Interfaces.Contracts;
using Grains.Local;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Silo.Costing;

/// <summary>What one operation cost, read off the mail and the counters of a run.</summary>
/// <param name="Sent">Octets of MLS messages that devices sent for it; KeyPackages where they are used, or where publishing is the operation.</param>
/// <param name="Fetched">Octets of ratchet trees that devices fetched.</param>
/// <param name="Commits">Commits sent.</param>
/// <param name="Counts">Public-key operations of all devices.</param>
internal sealed record CostMeasure(long Sent, long Fetched, long Commits, PublicKeyCounts Counts)
{
    /// <summary>Reads off everything that carries the operation's name.</summary>
    public static CostMeasure Of(LocalRun run, string operation)
    {
        var sent = 0L;
        var fetched = 0L;
        var commits = 0L;
        foreach (var posting in run.Sent.Where(posting => posting.Letter.Operation.Name == operation))
        {
            var letter = posting.Letter;
            if (letter.Kind == MailKinds.Mailbox)
            {
                foreach (var item in Tls.Decode<MailboxDelivery>(letter.Body.Span).Items)
                {
                    fetched += item is DeviceItem.GroupState state ? state.Tree.Length : 0;
                    sent += operation == "add-device" && item is DeviceItem.KeyPackages or DeviceItem.Enrolled ? item.CountedOctets : 0;
                }
            }
            else if (letter.Sender.Kind == ActorKind.Device)
            {
                var (octets, count) = Uplink(letter);
                sent += octets;
                commits += count;
            }
        }

        var counts = new PublicKeyCounts();
        foreach (var seen in run.Observations)
        {
            if (seen.Operation.Name == operation && seen.What is Observation.PublicKeyOperations operations)
            {
                counts = counts.Add(operations.Counts);
            }
        }

        return new CostMeasure(sent, fetched, commits, counts);
    }

    private static (long Octets, long Commits) Uplink(Letter letter) => letter.Kind switch
    {
        MailKinds.Group => Tls.Decode<GroupMail>(letter.Body.Span) switch
        {
            GroupMail.Submit submit => (submit.Submission.CountedOctets, 1),
            GroupMail.Message message => (message.Octets.Length, 0),
            _ => (0, 0),
        },
        MailKinds.User => Tls.Decode<UserMail>(letter.Body.Span) switch
        {
            UserMail.SubmitUserCommit submit => (submit.CountedOctets, 1 + submit.GroupCommits.Count),
            UserMail.SubmitRotation rotation => (rotation.CountedOctets, 1),
            UserMail.UserGroupMessage message => (message.CountedOctets, 0),
            UserMail.Publish publish when letter.Operation.Name == "publish-key-packages" => (publish.KeyPackages.TotalLength(), 0),
            _ => (0, 0),
        },
        _ => (0, 0),
    };
}
