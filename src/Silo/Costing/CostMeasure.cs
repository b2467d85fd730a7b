using Grains.Interfaces.Contracts;
using Grains.Local;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Silo.Costing;

/// <summary>What one operation cost, read off the mail and the counters of a run in which nothing else happens.</summary>
/// <param name="Sent">Octets of MLS messages that devices sent for it; KeyPackages where they are used, or where publishing is the operation.</param>
/// <param name="Fetched">Octets of ratchet trees that devices fetched.</param>
/// <param name="Published">Octets of KeyPackages and notices that devices published in consequence.</param>
/// <param name="Commits">Commits sent.</param>
/// <param name="Counts">Public-key operations of all devices, without those for KeyPackages published in consequence.</param>
/// <param name="DirectorySign">Signatures made for the directory.</param>
/// <param name="DirectoryVerify">Signatures verified of what came from it.</param>
internal sealed record CostMeasure(long Sent, long Fetched, long Published, long Commits, PublicKeyCounts Counts, long DirectorySign, long DirectoryVerify)
{
    private const string Publish = "publish-key-packages";

    private IReadOnlyList<TrafficAccount> Traffic { get; init; } = [];

    /// <summary>Octets on a link, of the labels that are asked for.</summary>
    public long Octets(LinkClass link, Func<string, bool> labels) =>
        Traffic.Where(account => account.Key.Link == link && labels(account.Key.Label)).Sum(account => account.DeliveredOctets);

    /// <summary>Reads off everything that carries the operation's name, and the publications that followed.</summary>
    public static CostMeasure Of(LocalRun run, string operation)
    {
        var sent = 0L;
        var fetched = 0L;
        var published = 0L;
        var commits = 0L;
        foreach (var letter in run.Sent.Select(posting => posting.Letter))
        {
            if (letter.Kind == MailKinds.Mailbox)
            {
                foreach (var item in Tls.Decode<MailboxDelivery>(letter.Body.Span).Items)
                {
                    fetched += item is DeviceItem.PublicState state ? state.Tree.Length : 0;
                    sent += operation == "add-device" && item is DeviceItem.KeyPackages or DeviceItem.Enrolled ? item.CountedOctets : 0;
                }
            }
            else if (letter.Sender.Kind == ActorKind.Device)
            {
                var (octets, pool, count) = Uplink(letter, operation);
                sent += octets;
                published += pool;
                commits += count;
            }
        }

        var counts = new PublicKeyCounts();
        var (signed, verified) = (0L, 0L);
        foreach (var seen in run.Observations)
        {
            switch (seen.What)
            {
                case Observation.PublicKeyOperations operations when seen.Operation.Name == operation:
                    counts = counts.Add(operations.Counts);
                    break;
                case Observation.DirectoryUsed used:
                    signed += used.Signed;
                    verified += used.Verified;
                    break;
                default:
                    break;
            }
        }

        return new CostMeasure(sent, fetched, published, commits, counts, signed, verified) { Traffic = run.Traffic };
    }

    private static (long Octets, long Published, long Commits) Uplink(Letter letter, string operation) => letter.Kind switch
    {
        MailKinds.Group => Tls.Decode<GroupMail>(letter.Body.Span) switch
        {
            GroupMail.Submit submit => (submit.Submission.CountedOctets, 0, 1),
            GroupMail.Message message => (message.Octets.Length, 0, 0),
            _ => (0, 0, 0),
        },
        MailKinds.User => Tls.Decode<UserMail>(letter.Body.Span) switch
        {
            UserMail.SubmitUserCommit submit => (submit.CountedOctets, 0, 1 + submit.GroupCommits.Count),
            UserMail.RemoveDevice remove => (remove.CountedOctets, 0, remove.GroupCommits.Count),
            UserMail.SubmitRotation rotation => (rotation.CountedOctets, 0, 1),
            UserMail.UserGroupMessage message => (message.CountedOctets, 0, 0),
            UserMail.Publish publish when operation == Publish => (publish.KeyPackages.TotalLength(), publish.Notice.Length, 0),
            UserMail.Publish publish => (0, publish.CountedOctets, 0),
            _ => (0, 0, 0),
        },
        _ => (0, 0, 0),
    };
}
