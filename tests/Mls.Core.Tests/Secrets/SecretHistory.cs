using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tests.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Secrets;

/// <summary>The life of one group, of which every secret that is used up is noted. All members receive all messages in the end.</summary>
internal sealed class SecretHistory : IDisposable
{
    private readonly List<(MlsMessage Message, TestMember Sender)> _late = [];

    public SecretHistory()
    {
        var creator = NewClient("A");
        var group = GroupCreator.Create(
            creator.Services, new GroupId([1]), Nodes.ExtensionList.Empty, creator.Identity, Nodes.Lifetime.Eternal, creator.Signer);
        Members.Add(new TestMember(creator, group));
    }

    public ConsumedSecrets Consumed { get; } = new();

    public List<TestMember> Members { get; } = [];

    /// <summary>Whatever was used on the way and could hold on to a secret: KeyPackages, Commits, groups of those removed.</summary>
    public List<object> Spent { get; } = [];

    /// <summary>A history of all kinds of steps.</summary>
    public static SecretHistory Lived()
    {
        var history = new SecretHistory();
        history.Add(0, "B", "C", "D", "E");
        history.Talk(0);
        for (var committer = 0; committer < 5; committer++)
        {
            history.Commit(committer, new CommitOptions { Format = committer % 2 == 0 ? WireFormat.PublicMessage : WireFormat.PrivateMessage });
            history.Talk(committer);
        }

        history.Propose(1, member => member.ProposeUpdate(WireFormat.PrivateMessage));
        history.Propose(2, member => member.ProposeUpdate());
        history.Commit(3, new CommitOptions());
        history.Propose(0, member => member.ProposeUpdate());
        history.Commit(1, new CommitOptions { IncludeReceived = false });
        history.Drop(2);
        history.Commit(1, new CommitOptions { Proposals = [ForgeryScene.Psk("shared")] });
        history.JoinExternally("X");
        history.Remove(0, 2);
        history.Add(4, "F");
        history.Talk(5);
        history.Export(0);
        history.Commit(0, new CommitOptions { ForcePath = false, Proposals = [ForgeryScene.Psk("shared", 1)] });
        history.DeliverLate();
        history.Talk(1);
        history.DeliverLate();

        // What is in use after all: the clients' own keys, and the present external key, from which a pair was made when somebody joined.
        foreach (var member in history.Members)
        {
            history.Consumed.Except(member.Client.Signer);
            history.Consumed.Except(member.Group.State.Secrets.External);
        }

        return history;
    }

    public void Dispose()
    {
        Members.ForEach(member => member.Dispose());
        Spent.OfType<IDisposable>().ToList().ForEach(one => one.Dispose());
    }

    private TestClient NewClient(string name) => new(name, services => services with
    {
        Crypto = new RecordingCrypto(services.Crypto, Consumed),
        Random = new RecordingRandom(services.Random, Consumed),
        Psks = new TestPsks().With("shared"),
        Grease = Nodes.GreasePolicy.None,
    });

    private void Add(int committer, params string[] names)
    {
        var joining = names.Select(NewClient).Select(client => (Client: client, Bundle: client.NewKeyPackage())).ToList();
        joining.ForEach(one => Consumed.Add("init key", one.Bundle.InitKey.Expose()));
        var pending = Commit(committer, new CommitOptions { Proposals = [.. joining.Select(one => new Proposal.Add(one.Bundle.KeyPackage))], TreeInWelcome = true });
        foreach (var (client, bundle) in joining)
        {
            Members.Add(new TestMember(client, WelcomeReceiver.Join(client.Services, pending.Welcome!, bundle, null)));
            Spent.Add(bundle);
        }
    }

    private void Remove(int committer, int removed) => Commit(committer, new CommitOptions { Proposals = [new Proposal.Remove(Members[removed].Leaf)] });

    private PendingCommit Commit(int committer, CommitOptions options)
    {
        var own = Members[committer];
        var pending = own.Group.Commit(options);
        Follow(pending.Message, own);
        Apply(own, pending.Staged);
        pending.Dispose();
        Spent.Add(pending);
        return pending;
    }

    private void Follow(MlsMessage message, TestMember? committer)
    {
        foreach (var member in Members.Where(member => member != committer).ToList())
        {
            var staged = member.Stage(message);
            if (staged.RemovesSelf)
            {
                Consumed.AddSuperseded(member.Group.State, null);
                Members.Remove(member);
                member.Group.Dispose();
                Spent.Add(member.Group);
            }
            else
            {
                Apply(member, staged);
            }

            staged.Dispose();
            Spent.Add(staged);
        }
    }

    private void Apply(TestMember member, StagedCommit staged)
    {
        var past = member.Group.State.Past.Epochs.ToDictionary(epoch => epoch, epoch => epoch.SenderData.Expose().ToArray());
        Consumed.AddSuperseded(member.Group.State, staged.Next);
        member.Group.Apply(staged);
        foreach (var (_, octets) in past.Where(epoch => !member.Group.State.Past.Epochs.Contains(epoch.Key)))
        {
            Consumed.Add("sender data secret of an epoch that is gone", octets);
        }
    }

    /// <summary>Two stacked Commits that nobody accepts, of which the others look at the first.</summary>
    private void Drop(int committer)
    {
        var own = Members[committer].Group;
        var first = own.Commit(new CommitOptions());
        var second = own.CommitOn(first.Staged, new CommitOptions());
        Consumed.Add("exporter_secret of a dropped epoch", second.Staged.Next!.Secrets.Exporter.Expose());
        Consumed.Add("init_secret of a dropped epoch", first.Staged.Next!.Secrets.Init.Expose());
        foreach (var member in Members.Where(member => member.Group != own))
        {
            var staged = member.Stage(first.Message);
            staged.Dispose();
            Spent.Add(staged);
        }

        second.Dispose();
        first.Dispose();
        Spent.AddRange([first, second]);
    }

    private void Propose(int sender, Func<Group, MlsMessage> propose)
    {
        var message = propose(Members[sender].Group);
        Assert.All(Members.Where((_, place) => place != sender), member => Assert.IsType<ReceiveResult.ProposalStored>(member.Group.Receive(message)));
    }

    private void JoinExternally(string name)
    {
        var client = NewClient(name);
        var info = Members[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        var join = ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []);
        Follow(join.Message, null);
        Members.Add(new TestMember(client, join.TakeGroup()));
        join.Dispose();
        Spent.Add(join);
    }

    /// <summary>Three messages, of which the last comes first and the second much later, and one more in order.</summary>
    private void Talk(int sender)
    {
        var from = Members[sender];
        var sent = Enumerable.Range(0, 4).Select(i => from.Group.Protect([(byte)i])).ToList();
        foreach (var place in new[] { 2, 0, 3 })
        {
            Receive(from, sent[place]);
        }

        _late.Add((sent[1], from));
    }

    /// <summary>What has not come yet, as far as it can still be opened.</summary>
    private void DeliverLate()
    {
        foreach (var (message, sender) in _late)
        {
            foreach (var member in Members.Where(member => member != sender))
            {
                Assert.True(member.Group.Receive(message) is ReceiveResult.Application or ReceiveResult.OldEpoch);
            }
        }

        _late.Clear();
    }

    private void Receive(TestMember from, MlsMessage message) =>
        Assert.All(Members.Where(member => member != from), member => member.Open(message));

    private void Export(int member)
    {
        using var exported = Members[member].Group.Export("label"u8, "context"u8, 32);
        Assert.Equal(32, exported.Length);
    }
}
