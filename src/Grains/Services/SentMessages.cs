using Grains.Interfaces.Contracts;
using Mls.Core.Framing;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Counts the MLS messages in what a device hands in, and the HPKE ciphertexts in them, for the accounts only.</summary>
internal static class SentMessages
{
    /// <summary>Lets the outside see what <paramref name="mail"/> carries.</summary>
    public static void Observe(Turn turn, UserMail mail) => Observe(turn, mail switch
    {
        UserMail.Enroll enroll => [enroll.KeyPackage],
        UserMail.FoundUserGroup found => [found.GroupInfo],
        UserMail.Publish publish => [.. publish.KeyPackages, publish.Notice],
        UserMail.SubmitUserCommit submit => [submit.Commit, submit.Welcome, .. submit.GroupCommits.SelectMany(Parts)],
        UserMail.RemoveDevice remove => [.. remove.GroupCommits.SelectMany(Parts)],
        UserMail.SubmitRotation rotation => Parts(rotation.Submission),
        UserMail.UserGroupMessage message => [message.Message],
        UserMail.RelayCreateGroup create => [create.GroupInfo, .. Parts(create.Submission)],
        _ => [],
    });

    /// <summary>Lets the outside see what <paramref name="mail"/> carries.</summary>
    public static void Observe(Turn turn, GroupMail mail) => Observe(turn, mail switch
    {
        GroupMail.Create create => [create.GroupInfo, .. Parts(create.Submission)],
        GroupMail.Submit submit => Parts(submit.Submission),
        GroupMail.Message message => [message.Octets],
        GroupMail.SupplyGroupInfo supply => [supply.GroupInfo],
        _ => [],
    });

    private static OpaqueBytes[] Parts(CommitSubmission submission) => [submission.Commit, submission.Welcome];

    private static void Observe(Turn turn, OpaqueBytes[] messages)
    {
        int count = messages.Count(message => message.Length > 0);
        if (count > 0)
        {
            turn.Observe(new Observation.MessagesSent(count, messages.Where(message => message.Length > 0).Sum(Ciphertexts)));
        }
    }

    /// <summary>Hostile octets count as a message without ciphertexts; whoever handles them refuses them.</summary>
    private static int Ciphertexts(OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<MlsMessage>(octets) switch
            {
                MlsMessage.OfPublicMessage { Message.Content.Body: FramedContentBody.OfCommit { Commit.Path: { } path } } =>
                    path.Nodes.Sum(node => node.EncryptedPathSecrets.Count),
                MlsMessage.OfWelcome { Welcome: var welcome } => welcome.Secrets.Count,
                _ => 0,
            };
        }
        catch (MalformedException)
        {
            return 0;
        }
    }
}
