using System.Text;
using Google.Protobuf;
using Interop.Server.Protos;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>Commits of members, and following those of others. A Commit that ends the group by ReInit has calls of its own.</summary>
internal sealed class Committing(Clients clients, Surroundings surroundings)
{
    private const string ReInit = "reinit";

    /// <summary>Builds a Commit and keeps it; one that was built before is dropped.</summary>
    public CommitResponse Commit(CommitRequest request)
    {
        if (request.ByValue.Any(description => description.ProposalType.Equals(ByteString.CopyFrom(ReInit, Encoding.UTF8))))
        {
            throw new RefusedException("a Commit of a ReInit is made by ReInitCommit");
        }

        return Build(request, ends: false);
    }

    /// <summary>Builds the Commit that ends the group.</summary>
    public CommitResponse ReInitCommit(CommitRequest request) => Build(request, ends: true);

    /// <summary>Applies the Commit that the member has built.</summary>
    public HandleCommitResponse HandlePendingCommit(HandlePendingCommitRequest request)
    {
        var member = clients.Find<Member>(request.StateId);
        return Went(request.StateId, member, PendingOf(member));
    }

    /// <summary>Follows another's Commit.</summary>
    public HandleCommitResponse HandleCommit(HandleCommitRequest request)
    {
        var member = clients.Find<Member>(request.StateId);
        return Went(request.StateId, member, Stage(member, request));
    }

    /// <summary>Applies the Commit that the member has built to end the group.</summary>
    public HandleReInitCommitResponse HandlePendingReInitCommit(HandlePendingCommitRequest request)
    {
        var member = clients.Find<Member>(request.StateId);
        return Ended(request.StateId, member, PendingOf(member));
    }

    /// <summary>Follows another's Commit that ends the group.</summary>
    public HandleReInitCommitResponse HandleReInitCommit(HandleCommitRequest request)
    {
        var member = clients.Find<Member>(request.StateId);
        return Ended(request.StateId, member, Stage(member, request));
    }

    private CommitResponse Build(CommitRequest request, bool ends)
    {
        var member = clients.Find<Member>(request.StateId);
        var group = member.Group;
        var received = request.ByReference.Select(Messages.Read).ToList();
        var make = new Descriptions(surroundings, group.Public.Context, group.Public.Tree);
        var own = request.ByValue.Select(make.Make).ToValueList();
        var references = received.ConvertAll(member.Know).ToValueList();
        var pending = group.Commit(new CommitOptions
        {
            Proposals = own,
            References = references,
            ForcePath = request.ForcePath,
            Format = member.Format,
            TreeInWelcome = !request.ExternalTree,
        });
        var next = pending.Staged.Transition.After;
        if (next.IsClosed != ends)
        {
            pending.Dispose();
            throw new RefusedException(ends ? "the Commit does not end the group" : "a Commit of a ReInit is made by ReInitCommit");
        }

        member.Hold(pending);
        return new CommitResponse
        {
            Commit = pending.Message.ToField(),
            Welcome = pending.Welcome.ToMessage(),
            RatchetTree = request.ExternalTree ? next.Tree.ToField() : ByteString.Empty,
        };
    }

    private static StagedCommit PendingOf(Member member) => member.Pending?.Staged ?? throw new RefusedException("there is no pending Commit");

    private static StagedCommit Stage(Member member, HandleCommitRequest request)
    {
        var proposals = request.Proposal.Select(Messages.Read).ToList();
        var commit = Messages.Read(request.Commit);
        if (!Messages.IsCommit(commit))
        {
            throw new RefusedException("not a Commit");
        }

        proposals.ForEach(proposal => member.Know(proposal));
        var result = member.Group.Receive(commit);
        if (result is not ReceiveResult.CommitStaged { Staged: var staged })
        {
            throw new RefusedException($"the Commit cannot be used: {result}");
        }

        if (staged.RemovesSelf)
        {
            staged.Dispose();
            throw new RefusedException("the Commit removes this member");
        }

        return staged;
    }

    private static HandleCommitResponse Went(uint id, Member member, StagedCommit staged)
    {
        if (staged.Transition.After.IsClosed)
        {
            Drop(member, staged);
            throw new RefusedException("the Commit ends the group; it is for the ReInit calls");
        }

        member.Apply(staged);
        return new HandleCommitResponse { StateId = id, EpochAuthenticator = ByteString.CopyFrom(member.Group.EpochAuthenticator.Expose()) };
    }

    private HandleReInitCommitResponse Ended(uint id, Member member, StagedCommit staged)
    {
        if (staged.Transition.After.ClosedBy is not { } reInit || !surroundings.Suites.Contains(reInit.CipherSuite))
        {
            Drop(member, staged);
            throw new RefusedException("the Commit does not end the group in favour of one of a suite that is supported");
        }

        var bundle = NewKeyPackage(member, reInit);
        member.Apply(staged);
        return new HandleReInitCommitResponse
        {
            ReinitId = clients.Add(new Successor(id, member, reInit, bundle)),
            KeyPackage = bundle.KeyPackage.ToMessage(),
            EpochAuthenticator = ByteString.CopyFrom(member.Group.EpochAuthenticator.Expose()),
        };
    }

    // A signature key is of one suite; the same client goes on with it where the suite stays.
    private Mls.Core.KeyPackages.KeyPackageBundle NewKeyPackage(Member member, Proposal.ReInit reInit)
    {
        if (reInit.CipherSuite == member.Group.Services.Crypto.Suite)
        {
            return surroundings.NewKeyPackage(reInit.CipherSuite, member.Identity, member.Signer);
        }

        using var signer = surroundings.NewSigner(reInit.CipherSuite);
        return surroundings.NewKeyPackage(reInit.CipherSuite, member.Identity, signer);
    }

    private static void Drop(Member member, StagedCommit staged)
    {
        if (!ReferenceEquals(staged, member.Pending?.Staged))
        {
            staged.Dispose();
        }
    }
}
