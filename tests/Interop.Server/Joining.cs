using Google.Protobuf;
using Interop.Server.Protos;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;
using WireFormat = Mls.Core.Framing.WireFormat;

namespace Interop.Server;

/// <summary>The ways into a group, and out of the table.</summary>
internal sealed class Joining(Clients clients, Surroundings surroundings)
{
    /// <summary>A group of one.</summary>
    public CreateGroupResponse CreateGroup(CreateGroupRequest request)
    {
        var suite = SuiteOf(request.CipherSuite);
        var identity = surroundings.Identity(request.Identity.Opaque());
        using var psks = new PskTable();
        var services = surroundings.Services(suite, psks);
        using var signer = surroundings.NewSigner(suite);
        var group = GroupCreator.Create(services, new GroupId(request.GroupId.Opaque()), ExtensionList.Empty, identity, surroundings.Lifetime, signer);
        return new CreateGroupResponse { StateId = clients.Add(new Member(group, identity, signer.Copy(), psks.Share(), FormatOf(request.EncryptHandshake))) };
    }

    /// <summary>A client that waits for a Welcome.</summary>
    public CreateKeyPackageResponse CreateKeyPackage(CreateKeyPackageRequest request)
    {
        var (id, bundle) = NewTransaction(SuiteOf(request.CipherSuite), request.Identity.Opaque());
        return new CreateKeyPackageResponse
        {
            TransactionId = id,
            KeyPackage = bundle.KeyPackage.ToMessage(),
            InitPriv = ByteString.CopyFrom(bundle.InitKey.Expose()),
            EncryptionPriv = ByteString.CopyFrom(bundle.EncryptionKey.Expose()),
            SignaturePriv = ByteString.CopyFrom(bundle.SignatureKey.Expose()),
        };
    }

    /// <summary>Joins by Welcome, which clears the KeyPackage's keys; the transaction is over.</summary>
    public JoinGroupResponse JoinGroup(JoinGroupRequest request)
    {
        var transaction = clients.Find<Transaction>(request.TransactionId);
        var services = surroundings.Services(transaction.Bundle.KeyPackage.CipherSuite, transaction.Psks);
        using var signer = transaction.Bundle.SignatureKey.Copy();
        var group = WelcomeReceiver.Join(services, Messages.ReadWelcome(request.Welcome), transaction.Bundle, Messages.ReadTree(request.RatchetTree));
        var (id, authenticator) = Enter(group, transaction, signer, FormatOf(request.EncryptHandshake));
        clients.End(request.TransactionId);
        return new JoinGroupResponse { StateId = id, EpochAuthenticator = authenticator };
    }

    /// <summary>Joins by external Commit.</summary>
    public ExternalJoinResponse ExternalJoin(ExternalJoinRequest request)
    {
        var info = Messages.ReadGroupInfo(request.GroupInfo);
        var suite = info.Context.CipherSuite;
        var identity = surroundings.Identity(request.Identity.Opaque());
        var tree = Messages.ReadTree(request.RatchetTree);
        var prior = request.RemovePrior ? LeafOf(info, tree, request.Identity.Opaque()) : (LeafIndex?)null;
        using var psks = new PskTable();
        foreach (var psk in request.Psks)
        {
            psks.Store(psk.PskId.Opaque(), psk.PskSecret.Span);
        }

        var services = surroundings.Services(suite, psks);
        using var signer = surroundings.NewSigner(suite);
        var ids = request.Psks.Select(psk => surroundings.External(suite, psk.PskId.Opaque())).ToValueList();
        using var join = ExternalJoiner.Join(services, info, tree, identity, signer, prior, ids);
        var member = new Member(join.TakeGroup(), identity, signer.Copy(), psks.Share(), FormatOf(request.EncryptHandshake));
        return new ExternalJoinResponse
        {
            StateId = clients.Add(member),
            Commit = join.Message.ToField(),
            EpochAuthenticator = ByteString.CopyFrom(member.Group.EpochAuthenticator.Expose()),
        };
    }

    /// <summary>A client that asks to be added (new_member_proposal).</summary>
    public NewMemberAddProposalResponse NewMemberAddProposal(NewMemberAddProposalRequest request)
    {
        var context = Messages.ReadGroupInfo(request.GroupInfo).Context;
        var (id, bundle) = NewTransaction(context.CipherSuite, request.Identity.Opaque());
        return new NewMemberAddProposalResponse
        {
            TransactionId = id,
            Proposal = ExternalProposals.Join(surroundings.Crypto(context.CipherSuite), context, bundle).ToField(),
            InitPriv = ByteString.CopyFrom(bundle.InitKey.Expose()),
            EncryptionPriv = ByteString.CopyFrom(bundle.EncryptionKey.Expose()),
            SignaturePriv = ByteString.CopyFrom(bundle.SignatureKey.Expose()),
        };
    }

    /// <summary>Tells a client a pre-shared key.</summary>
    public StorePSKResponse StorePsk(StorePSKRequest request)
    {
        clients.FindPsks(request.StateOrTransactionId).Store(request.PskId.Opaque(), request.PskSecret.Span);
        return new StorePSKResponse();
    }

    /// <summary>Ends a state.</summary>
    public FreeResponse Free(FreeRequest request)
    {
        clients.Find<Member>(request.StateId);
        clients.End(request.StateId);
        return new FreeResponse();
    }

    /// <summary>Joins a branch of a group; the transaction is over, the main group goes on.</summary>
    public HandleBranchResponse HandleBranch(HandleBranchRequest request)
    {
        var main = clients.Find<Member>(request.StateId);
        var transaction = clients.Find<Transaction>(request.TransactionId);
        var services = surroundings.Services(transaction.Bundle.KeyPackage.CipherSuite, transaction.Psks);
        using var signer = transaction.Bundle.SignatureKey.Copy();
        var group = SubgroupBranching.Join(
            main.Group, services, Messages.ReadWelcome(request.Welcome), transaction.Bundle, Messages.ReadTree(request.RatchetTree));
        var (id, authenticator) = Enter(group, transaction, signer, main.Format);
        clients.End(request.TransactionId);
        return new HandleBranchResponse { StateId = id, EpochAuthenticator = authenticator };
    }

    private (uint Id, ByteString Authenticator) Enter(Group group, Transaction transaction, SignaturePrivateKey signer, WireFormat format)
    {
        var member = new Member(group, transaction.Identity, signer.Copy(), transaction.Psks.Share(), format);
        return (clients.Add(member), ByteString.CopyFrom(group.EpochAuthenticator.Expose()));
    }

    private (uint Id, KeyPackageBundle Bundle) NewTransaction(CipherSuite suite, OpaqueBytes name)
    {
        var identity = surroundings.Identity(name);
        using var signer = surroundings.NewSigner(suite);
        var bundle = surroundings.NewKeyPackage(suite, identity, signer);
        return (clients.Add(new Transaction(bundle, identity, new PskTable())), bundle);
    }

    private LeafIndex LeafOf(GroupInfo info, RatchetTree? tree, OpaqueBytes identity)
    {
        var known = tree ?? info.Extensions.Find<RatchetTree>(ExtensionType.RatchetTree) ?? throw new RefusedException("the ratchet tree is missing");
        return new Descriptions(surroundings, info.Context, known).LeafOf(identity);
    }

    private static CipherSuite SuiteOf(uint number) => new(Messages.Number(number, "suite"));

    private static WireFormat FormatOf(bool encryptHandshake) => encryptHandshake ? WireFormat.PrivateMessage : WireFormat.PublicMessage;
}
