using Google.Protobuf;
using Interop.Server.Protos;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>Groups that go on from another: after a ReInit, or beside their main group.</summary>
internal sealed class Succeeding(Clients clients, Surroundings surroundings)
{
    /// <summary>Founds the group after a ReInit; the old state and the reinit are over.</summary>
    public CreateSubgroupResponse ReInitWelcome(ReInitWelcomeRequest request)
    {
        var successor = clients.Find<Successor>(request.ReinitId);
        var founding = FoundingOf(successor.Old.Identity, request.KeyPackage, request.ForcePath, request.ExternalTree);
        var services = surroundings.Services(successor.ReInit.CipherSuite, successor.Old.Psks);
        var founded = Reinitialization.Create(successor.Old.Group, services, founding, successor.Bundle.SignatureKey);
        var answer = Answer(founded, successor.Old, successor.Bundle.SignatureKey, request.ExternalTree);
        clients.End(successor.StateId);
        return answer;
    }

    /// <summary>Joins the group after a ReInit; the old state and the reinit are over.</summary>
    public JoinGroupResponse HandleReInitWelcome(HandleReInitWelcomeRequest request)
    {
        var successor = clients.Find<Successor>(request.ReinitId);
        var services = surroundings.Services(successor.ReInit.CipherSuite, successor.Old.Psks);
        using var signer = successor.Bundle.SignatureKey.Copy();
        var group = Reinitialization.Join(
            successor.Old.Group, services, Messages.ReadWelcome(request.Welcome), successor.Bundle, Messages.ReadTree(request.RatchetTree));
        var id = Enter(group, successor.Old, signer);
        clients.End(successor.StateId);
        return new JoinGroupResponse { StateId = id, EpochAuthenticator = ByteString.CopyFrom(group.EpochAuthenticator.Expose()) };
    }

    /// <summary>Founds a branch; the main group goes on.</summary>
    public CreateSubgroupResponse CreateBranch(CreateBranchRequest request)
    {
        var main = clients.Find<Member>(request.StateId);
        var founding = FoundingOf(main.Identity, request.KeyPackages, request.ForcePath, request.ExternalTree);
        var founded = SubgroupBranching.Create(main.Group, new NextGroup(new GroupId(request.GroupId.Opaque()), request.Extensions.ToExtensions()), founding, main.Signer);
        return Answer(founded, main, main.Signer, request.ExternalTree);
    }

    private Founding FoundingOf(ClientIdentity identity, IEnumerable<ByteString> members, bool forcePath, bool externalTree) =>
        new(identity, surroundings.Lifetime, members.Select(Messages.ReadKeyPackage).ToValueList()) { ForcePath = forcePath, TreeInWelcome = !externalTree };

    private CreateSubgroupResponse Answer(FoundedGroup founded, Member origin, SignaturePrivateKey signer, bool externalTree) => new()
    {
        StateId = Enter(founded.Group, origin, signer),
        Welcome = founded.Welcome.ToMessage(),
        RatchetTree = externalTree ? founded.Group.Public.Tree.ToField() : ByteString.Empty,
        EpochAuthenticator = ByteString.CopyFrom(founded.Group.EpochAuthenticator.Expose()),
    };

    private uint Enter(Group group, Member origin, SignaturePrivateKey signer) =>
        clients.Add(new Member(group, origin.Identity, signer.Copy(), origin.Psks.Share(), origin.Format));
}
