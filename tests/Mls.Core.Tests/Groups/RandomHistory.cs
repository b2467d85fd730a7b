using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>One group of up to twelve members to which anything may happen.</summary>
internal sealed class RandomHistory : IDisposable
{
    private const int Most = 12;
    private readonly TestGroup _group = TestGroup.Of(1, change: Change);
    private int _named = 1;

    public enum Kind
    {
        Add,
        AddSeveral,
        Remove,
        RemoveSeveral,
        Commit,
        Update,
        ProposeRemove,
        Replace,
        JoinExternally,
        Resync,
        Talk,
        Reload,
        Drop,
        Extensions,
    }

    public TestGroup Group => _group;

    public void Do(Step step)
    {
        var count = _group.Members.Count;
        var actor = step.Actor % count;
        var other = (actor + 1 + (step.Other % Math.Max(1, count - 1))) % count;
        var format = step.Flag ? WireFormat.PrivateMessage : WireFormat.PublicMessage;
        switch (step.Kind)
        {
            case Kind.Add when count < Most:
                Add(actor, [NewClient()], new CommitOptions { Format = format, ForcePath = step.Other % 2 == 0 });
                break;
            case Kind.AddSeveral when count + 3 < Most:
                Add(actor, [NewClient(), NewClient(), NewClient()], new CommitOptions { Format = format, ForcePath = step.Other % 2 == 0 });
                break;
            case Kind.Remove when count > 1:
                Commit(actor, format, new Proposal.Remove(_group[other].Leaf));
                break;
            case Kind.RemoveSeveral when count > 3:
                var removed = _group.Members.Where((_, place) => place != actor && place % 2 == step.Other % 2).Select(member => new Proposal.Remove(member.Leaf));
                Commit(actor, format, [.. removed]);
                break;
            case Kind.Commit:
                Commit(actor, format);
                break;
            case Kind.Update when count > 1:
                Send(other, _group[other].Group.ProposeUpdate(format));
                Commit(actor, format);
                break;
            case Kind.ProposeRemove when count > 2:
                Send(other, _group[other].Group.Propose(new Proposal.Remove(_group[(other + 1) % count].Leaf), format));
                Send(other, _group[other].Group.ProposeUpdate(format));
                Commit(actor, format);
                break;
            case Kind.Replace when count > 1:
                Add(actor, [NewClient()], new CommitOptions { Format = format }, new Proposal.Remove(_group[other].Leaf));
                break;
            case Kind.JoinExternally when count < Most:
                _group.JoinExternally(NewClient());
                break;
            case Kind.Resync when count > 1:
                _group.JoinExternally(_group[other].Client, resync: other);
                break;
            case Kind.Talk:
                Talk(actor, step.Other % 4);
                break;
            case Kind.Reload:
                Snapshots.Reload(_group[actor]);
                break;
            case Kind.Drop:
                Drop(actor, format);
                break;
            case Kind.Extensions:
                var required = new RequiredCapabilities([], [], step.Flag ? [CredentialType.Basic] : []);
                Commit(actor, format, new Proposal.GroupContextExtensions(ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(required))));
                break;
            default:
                break;
        }
    }

    public void Dispose() => _group.Dispose();

    private static GroupServices Change(GroupServices services) => services with { Authentication = new TestAuthentication() };

    private TestClient NewClient() => new(TestGroup.NameOf(_named++), Change);

    private void Commit(int committer, WireFormat format, params Proposal[] proposals) =>
        _group.Commit(committer, new CommitOptions { Proposals = [.. proposals], Format = format }).Dispose();

    private void Add(int committer, List<TestClient> clients, CommitOptions options, params Proposal[] more)
    {
        var joining = clients.ConvertAll(client => (client, client.NewKeyPackage()));
        options = options with { Proposals = [.. joining.Select(one => new Proposal.Add(one.Item2.KeyPackage)), .. more], TreeInWelcome = options.ForcePath };
        _group.Commit(committer, options, joining).Dispose();
        joining.ForEach(one => one.Item2.Dispose());
    }

    private void Send(int sender, MlsMessage proposal) =>
        Assert.All(_group.Broadcast(_group[sender], proposal), result => Assert.IsType<ReceiveResult.ProposalStored>(result));

    private void Talk(int sender, int skipped)
    {
        for (var i = 0; i < skipped; i++)
        {
            _group[sender].Group.Protect("lost"u8);
        }

        var data = OpaqueBytes.FromText(_group[sender].Name);
        foreach (var result in _group.Broadcast(_group[sender], _group[sender].Group.Protect(data.Span)))
        {
            var opened = Assert.IsType<ReceiveResult.Application>(result);
            Assert.Equal(data, opened.Data);
            Assert.Equal(_group[sender].Leaf, opened.Sender);
        }
    }

    /// <summary>Two stacked Commits that others look at and nobody applies, one of them restored from a snapshot.</summary>
    private void Drop(int committer, WireFormat format)
    {
        var own = _group[committer].Group;
        var first = own.Commit(new CommitOptions { Format = format });
        var second = own.CommitOn(first.Staged, new CommitOptions { Format = format });
        var restored = Snapshots.RestorePending(Snapshots.Of([first, second]), own);
        foreach (var pending in restored.Concat([first, second]).Reverse())
        {
            pending.Dispose();
        }

        if (format == WireFormat.PublicMessage)
        {
            foreach (var member in _group.Members.Where(member => member.Group != own))
            {
                var snapshot = Snapshots.Of(member.Group);
                member.Stage(first.Message).Dispose();
                Assert.Equal(snapshot, Snapshots.Of(member.Group));
            }
        }
    }

    public sealed record Step(Kind Kind, int Actor, int Other, bool Flag);
}
