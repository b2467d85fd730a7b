using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Oracle;

/// <summary>A group to which anything may happen, and the model that follows it from the messages. Every step is one operation; where it does not apply, an empty Commit.</summary>
internal sealed class History : IDisposable
{
    private const string Id = "history";
    private static readonly string[] PskNames = ["first key", "second key", "third key"];

    private readonly int _most;
    private readonly ModelSecrets _secrets;
    private readonly ModelCrypto _crypto = new(Suites.One);
    private readonly List<(TestClient Client, KeyPackageBundle Bundle)> _joining = [];
    private int _named;
    private byte _nonce;

    public History(int most, int opened)
    {
        _most = most;
        _secrets = new ModelSecrets(opened);
        RecordingRandom? random = null;
        var creator = NewClient(services => services with { Random = random = new RecordingRandom(services.Random) });
        Group = TestGroup.Create(creator, Id);
        var leaf = Tls.Encode(Group[0].Group.Public.Tree.Leaf(Group[0].Leaf)!);
        Model = new ModelGroup(_crypto, _secrets, Octets.Text(Id), [0], leaf, random!.Last);
        Group.Ordered = message => Model.Receive(Tls.Encode(message));
        Check();
    }

    public TestGroup Group { get; }

    public ModelGroup Model { get; }

    public void Do(Step step)
    {
        var epoch = Group[0].Group.Epoch;
        var gone = Group.Gone.Count;
        Act(step);
        var talked = step.What == Step.Kind.Talk;
        Assert.Equal(talked ? epoch : epoch.Next, Group[0].Group.Epoch);
        Check();
        foreach (var removed in Group.Gone.Skip(gone))
        {
            HistoryChecks.IsGone(Group, removed);
        }
    }

    public void Check() => HistoryChecks.Check(_crypto, Group, Model);

    public void Dispose()
    {
        Group.Dispose();
        _secrets.Dispose();
    }

    private void Act(Step step)
    {
        var count = Group.Members.Count;
        var actor = step.Actor % count;
        var other = (actor + 1 + (step.Other % Math.Max(1, count - 1))) % count;
        var options = new CommitOptions { Format = step.Private ? WireFormat.PrivateMessage : WireFormat.PublicMessage, ForcePath = step.Choice, TreeInWelcome = step.Private };
        var (room, company) = (count < _most, count > 1);
        switch (step.What)
        {
            case Step.Kind.Add when room:
                Commit(actor, options, NewMember());
                break;
            case Step.Kind.AddSeveral when room:
                Commit(actor, options, [.. Enumerable.Range(0, Math.Min(_most - count, 2 + (step.Other % 3))).Select(_ => NewMember())]);
                break;
            case Step.Kind.AddByReference when room:
                Propose(other, NewMember(), options);
                Commit(actor, options);
                break;
            case Step.Kind.Update when company:
                Send(other, Group[other].Group.ProposeUpdate(options.Format));
                Commit(actor, options);
                break;
            case Step.Kind.UpdateSeveral when company:
                UpdateAllBut(actor, options);
                Commit(actor, options);
                break;
            case Step.Kind.Remove when company:
                Commit(actor, options, RemovalOf(other));
                break;
            case Step.Kind.RemoveSeveral when company:
                Commit(actor, options, [.. Some(actor, step).Select(RemovalOf)]);
                break;
            case Step.Kind.RemoveByReference when count > 2:
                Propose((other + 1) % count == actor ? actor : other, RemovalOf(other), options);
                Commit(actor, options);
                break;
            case Step.Kind.Replace when company:
                Commit(actor, options, NewMember(), RemovalOf(other));
                break;
            case Step.Kind.ExternalCommit when room:
                Group.JoinExternally(NewClient());
                break;
            case Step.Kind.ExternalCommitWithPsk when room:
                Group.JoinExternally(NewClient(), psks: [ExternalPsk(step.Other), ExternalPsk(step.Actor)]);
                break;
            case Step.Kind.Resync when company:
                Group.JoinExternally(Group[other].Client, resync: other, psks: step.Choice ? [ExternalPsk(0)] : null);
                break;
            case Step.Kind.ExternalPsk:
                Propose(other, new Proposal.PreSharedKey(ExternalPsk(step.Other)), options);
                Commit(actor, options, [.. room && step.Private ? [NewMember()] : Array.Empty<Proposal>(), new Proposal.PreSharedKey(ExternalPsk(step.Actor))]);
                break;
            case Step.Kind.ResumptionPsk:
                Commit(actor, options, [.. ResumptionPsks().Select(psk => new Proposal.PreSharedKey(psk))]);
                break;
            case Step.Kind.Extensions when step.Choice:
                Propose(other, NewExtensions(step), options);
                Commit(actor, options);
                break;
            case Step.Kind.Extensions:
                Commit(actor, options, NewExtensions(step));
                break;
            case Step.Kind.Mixed when count > 2 && room:
                UpdateAllBut(actor, options);
                Propose(other, RemovalOf((other + 1) % count == actor ? other : (other + 1) % count), options);
                Propose(actor, NewMember(), options);
                Commit(actor, options, NewExtensions(step), new Proposal.PreSharedKey(ExternalPsk(1)));
                break;
            case Step.Kind.Talk:
                Talk(actor, step.Other % 4);
                break;
            default:
                Commit(actor, options);
                break;
        }
    }

    private TestClient NewClient(Func<GroupServices, GroupServices>? change = null) => new(TestGroup.NameOf(_named++), services => (change ?? (same => same))(services with
    {
        Authentication = new TestAuthentication(),
        LeafKeys = _secrets,
        Psks = PskNames.Aggregate(new TestPsks(), (psks, name) => psks.With(name)),
    }));

    /// <summary>An Add of somebody new, who joins with the next Commit.</summary>
    private Proposal.Add NewMember()
    {
        var client = NewClient();
        var bundle = client.NewKeyPackage();
        _secrets.Keep(bundle.EncryptionKey.Copy());
        _secrets.Keep(bundle.InitKey.Copy());
        _joining.Add((client, bundle));
        return new Proposal.Add(bundle.KeyPackage);
    }

    private Proposal.Remove RemovalOf(int place) => new(Group[place].Leaf);

    private IEnumerable<int> Some(int actor, Step step) => Enumerable.Range(0, Group.Members.Count).Where(place => place != actor && (step.Choice || (place + step.Other) % 3 != 0));

    private PreSharedKeyId.External ExternalPsk(int name) => new(OpaqueBytes.FromText(PskNames[name % PskNames.Length]), NewNonce());

    /// <summary>The present epoch's key, and the oldest that all members hold.</summary>
    private List<PreSharedKeyId> ResumptionPsks()
    {
        var group = Group[0].Group;
        var shared = Group.Members.Select(member => member.Group.State.Past.ResumptionPsks.Keys.ToHashSet()).Aggregate((some, more) => [.. some.Intersect(more)]);
        return [.. shared.Order().Take(1).Append(group.Epoch.Value)
            .Select(epoch => new PreSharedKeyId.Resumption(ResumptionPskUsage.Application, group.GroupId, new Epoch(epoch), NewNonce()))];
    }

    private OpaqueBytes NewNonce() => OpaqueBytes.Own([.. Enumerable.Repeat(unchecked(_nonce++), _crypto.Nh)]);

    private static Proposal.GroupContextExtensions NewExtensions(Step step) => new(step.Other % 3 == 0
        ? ExtensionList.Empty
        : ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(new RequiredCapabilities([], [], step.Private ? [CredentialType.Basic] : []))));

    private void UpdateAllBut(int actor, CommitOptions options)
    {
        for (var place = 0; place < Group.Members.Count; place++)
        {
            if (place != actor && place % 4 != 3)
            {
                Send(place, Group[place].Group.ProposeUpdate(options.Format));
            }
        }
    }

    private void Propose(int sender, Proposal proposal, CommitOptions options) => Send(sender, Group[sender].Group.Propose(proposal, options.Format));

    private void Send(int sender, MlsMessage proposal)
    {
        Model.Receive(Tls.Encode(proposal));
        Assert.All(Group.Broadcast(Group[sender], proposal), result => Assert.IsType<ReceiveResult.ProposalStored>(result));
    }

    private void Commit(int committer, CommitOptions options, params Proposal[] proposals)
    {
        using var pending = Group.Commit(committer, options with { Proposals = [.. proposals] }, _joining);
        foreach (var (client, bundle) in _joining)
        {
            var leaf = (int)Group.Members.Single(member => member.Client == client).Leaf.Value;
            ModelWelcome.Check(_crypto, Model, Tls.Encode(pending.Welcome!), Tls.Encode(bundle.KeyPackage), _secrets.PrivateKey(bundle.KeyPackage.InitKey.Octets.ToArray())!, leaf);
            bundle.Dispose();
        }

        _joining.Clear();
    }

    private void Talk(int sender, int skipped)
    {
        var member = Group[sender];
        for (var i = 0; i < skipped; i++)
        {
            member.Group.Protect("lost"u8);
        }

        var data = OpaqueBytes.FromText(member.Name);
        var message = member.Group.Protect(data.Span, OpaqueBytes.FromText("seen by all"));
        var (content, generation) = Model.Receive(Tls.Encode(message));
        Assert.Equal((int)member.Leaf.Value, content.Leaf);
        Assert.Equal(data, new OpaqueBytes(new Reading(content.Body).Opaque()));
        foreach (var result in Group.Broadcast(member, message))
        {
            var opened = Assert.IsType<ReceiveResult.Application>(result);
            Assert.Equal(data, opened.Data);
            Assert.Equal(member.Leaf, opened.Sender);
            Assert.Equal(generation, opened.Generation);
        }
    }
}
