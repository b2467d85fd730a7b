using Grains.Interfaces.Contracts;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Silo.Exploring;

/// <summary>The Commits in what devices hand in, by group and epoch.</summary>
internal sealed class SubmittedCommits
{
    private readonly Dictionary<(string Group, long Epoch), SubmittedCommit> _commits = [];

    /// <summary>Takes a letter; those that carry no Commit are passed over.</summary>
    public void Take(Letter letter)
    {
        if (letter.Sender.Kind != ActorKind.Device)
        {
            return;
        }

        string own = "user:" + letter.Sender.Name[..letter.Sender.Name.IndexOf('/', StringComparison.Ordinal)];
        IEnumerable<CommitSubmission> submissions = letter.Kind switch
        {
            MailKinds.Group => Tls.Decode<GroupMail>(letter.Body.Span) switch
            {
                GroupMail.Submit submit => [submit.Submission],
                GroupMail.Create create => [create.Submission],
                _ => [],
            },
            MailKinds.User => Tls.Decode<UserMail>(letter.Body.Span) switch
            {
                UserMail.SubmitUserCommit submit => submit.GroupCommits.Prepend(new CommitSubmission(own, submit.Commit, submit.Welcome, [], 0)),
                UserMail.RemoveDevice remove => remove.GroupCommits,
                UserMail.SubmitRotation rotation => [rotation.Submission],
                UserMail.RelayCreateGroup create => [create.Submission],
                _ => [],
            },
            _ => [],
        };
        foreach (var submission in submissions.Where(submission => submission.Commit.Length > 0))
        {
            if (Tls.Decode<MlsMessage>(submission.Commit) is MlsMessage.OfPublicMessage { Message.Content: { Body: FramedContentBody.OfCommit { Commit: var commit } } content })
            {
                _commits[(submission.Group, (long)content.Epoch.Value)] = new SubmittedCommit(
                    letter.Sender.Name,
                    submission.Commit.Length,
                    commit.Path?.Nodes.Sum(node => node.EncryptedPathSecrets.Count) ?? 0,
                    submission.Welcome.Length);
            }
        }
    }

    /// <summary>The Commit made in an epoch of a group; null where none was seen.</summary>
    public SubmittedCommit? Find(string group, long epoch) => _commits.GetValueOrDefault((group, epoch));
}
