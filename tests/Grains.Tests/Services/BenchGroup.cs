using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using TestKit;

namespace Grains.Tests.Services;

/// <summary>A real MLS group whose members are devices ("ua/d1" for client A) and whose delivery service is an actor.</summary>
internal sealed class BenchGroup : IDisposable
{
    public const string Name = "g:test";

    private BenchGroup(ServiceBench bench, TestGroup members)
    {
        Bench = bench;
        Members = members;
    }

    public ServiceBench Bench { get; }

    public TestGroup Members { get; }

    public static string UserOf(string client) => "u" + client.ToLowerInvariant();

    public static string DeviceOf(string client) => UserOf(client) + "/d1";

    /// <summary>A creates a group and adds the others by its first Commit.</summary>
    public static BenchGroup Create(ServiceBench bench, int count)
    {
        var names = Enumerable.Range(0, count).Select(TestGroup.NameOf).ToList();
        bench.Enroll([.. names.Select(DeviceOf)]);
        var group = new BenchGroup(bench, TestGroup.Create(new TestClient("A"), Name));
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.Members[0].Group.GroupInfo(withTree: true, withExternalPub: false)));
        var submission = count == 1 ? new CommitSubmission(Name, default, default, [], 0) : group.Add(0, [.. names.Skip(1)]);
        bench.Tell(DeviceOf("A"), Name, new GroupMail.Create(info, DeviceOf("A"), DeviceOf("A"), submission));
        return group;
    }

    /// <summary>A Commit that adds clients, followed by all members.</summary>
    public CommitSubmission Add(int committer, params string[] clients)
    {
        var pending = Members.Add(committer, [.. clients.Select(name => new TestClient(name))]);
        return Submission(pending, [.. clients.Select(DeviceOf)]);
    }

    /// <summary>A Commit that removes a member, followed by all members.</summary>
    public CommitSubmission Remove(int committer, int removed) => Submission(Members.Remove(committer, removed), []);

    /// <summary>A Commit that nobody follows yet.</summary>
    public PendingCommit Pending(int committer) => Members[committer].Group.Commit(new CommitOptions());

    public static CommitSubmission Submission(PendingCommit pending, ValueList<string> addresses) => new(
        Name,
        Tls.EncodeOpaque(pending.Message),
        pending.Welcome is null ? default : Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome)),
        addresses,
        0);

    public void Submit(string client, CommitSubmission submission) => Bench.Tell(DeviceOf(client), Name, new GroupMail.Submit(submission, DeviceOf(client), string.Empty));

    public void Dispose() => Members.Dispose();
}
