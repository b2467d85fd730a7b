using Grpc.Core;
using Interop.Server.Protos;
using Mls.Core.Crypto;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>The calls of the interop interface. One call at a time; a call that is refused has no part of its effect, and answers INVALID_ARGUMENT.</summary>
public sealed class MlsClientService : MLSClient.MLSClientBase, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Clients _clients = new();
    private readonly Surroundings _surroundings;
    private readonly Joining _joining;
    private readonly Membership _membership;
    private readonly Proposing _proposing;
    private readonly Committing _committing;
    private readonly Succeeding _succeeding;

    /// <summary>A server without clients.</summary>
    public MlsClientService(ICryptoProviders providers, IRandomSource random, TimeProvider clock)
    {
        _surroundings = new Surroundings(providers, random, clock);
        _joining = new Joining(_clients, _surroundings);
        _membership = new Membership(_clients);
        _proposing = new Proposing(_clients, _surroundings);
        _committing = new Committing(_clients, _surroundings);
        _succeeding = new Succeeding(_clients, _surroundings);
    }

    /// <inheritdoc/>
    public override Task<NameResponse> Name(NameRequest request, ServerCallContext context) => Answer(_ => new NameResponse { Name = "Mls.Core" }, request);

    /// <inheritdoc/>
    public override Task<SupportedCiphersuitesResponse> SupportedCiphersuites(SupportedCiphersuitesRequest request, ServerCallContext context) => Answer(_ => new SupportedCiphersuitesResponse { Ciphersuites = { _surroundings.Suites.Select(suite => (uint)suite.Value) } }, request);

    /// <inheritdoc/>
    public override Task<CreateGroupResponse> CreateGroup(CreateGroupRequest request, ServerCallContext context) => Answer(_joining.CreateGroup, request);

    /// <inheritdoc/>
    public override Task<CreateKeyPackageResponse> CreateKeyPackage(CreateKeyPackageRequest request, ServerCallContext context) => Answer(_joining.CreateKeyPackage, request);

    /// <inheritdoc/>
    public override Task<JoinGroupResponse> JoinGroup(JoinGroupRequest request, ServerCallContext context) => Answer(_joining.JoinGroup, request);

    /// <inheritdoc/>
    public override Task<ExternalJoinResponse> ExternalJoin(ExternalJoinRequest request, ServerCallContext context) => Answer(_joining.ExternalJoin, request);

    /// <inheritdoc/>
    public override Task<GroupInfoResponse> GroupInfo(GroupInfoRequest request, ServerCallContext context) => Answer(_membership.GroupInfo, request);

    /// <inheritdoc/>
    public override Task<StateAuthResponse> StateAuth(StateAuthRequest request, ServerCallContext context) => Answer(_membership.StateAuth, request);

    /// <inheritdoc/>
    public override Task<ExportResponse> Export(ExportRequest request, ServerCallContext context) => Answer(_membership.Export, request);

    /// <inheritdoc/>
    public override Task<ProtectResponse> Protect(ProtectRequest request, ServerCallContext context) => Answer(_membership.Protect, request);

    /// <inheritdoc/>
    public override Task<UnprotectResponse> Unprotect(UnprotectRequest request, ServerCallContext context) => Answer(_membership.Unprotect, request);

    /// <inheritdoc/>
    public override Task<StorePSKResponse> StorePSK(StorePSKRequest request, ServerCallContext context) => Answer(_joining.StorePsk, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> AddProposal(AddProposalRequest request, ServerCallContext context) => Answer(_proposing.Add, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> UpdateProposal(UpdateProposalRequest request, ServerCallContext context) => Answer(_proposing.Update, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> RemoveProposal(RemoveProposalRequest request, ServerCallContext context) => Answer(_proposing.Remove, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> ExternalPSKProposal(ExternalPSKProposalRequest request, ServerCallContext context) => Answer(_proposing.ExternalPsk, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> ResumptionPSKProposal(ResumptionPSKProposalRequest request, ServerCallContext context) => Answer(_proposing.ResumptionPsk, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> GroupContextExtensionsProposal(GroupContextExtensionsProposalRequest request, ServerCallContext context) => Answer(_proposing.GroupContextExtensions, request);

    /// <inheritdoc/>
    public override Task<CommitResponse> Commit(CommitRequest request, ServerCallContext context) => Answer(_committing.Commit, request);

    /// <inheritdoc/>
    public override Task<HandleCommitResponse> HandleCommit(HandleCommitRequest request, ServerCallContext context) => Answer(_committing.HandleCommit, request);

    /// <inheritdoc/>
    public override Task<HandleCommitResponse> HandlePendingCommit(HandlePendingCommitRequest request, ServerCallContext context) => Answer(_committing.HandlePendingCommit, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> ReInitProposal(ReInitProposalRequest request, ServerCallContext context) => Answer(_proposing.ReInit, request);

    /// <inheritdoc/>
    public override Task<CommitResponse> ReInitCommit(CommitRequest request, ServerCallContext context) => Answer(_committing.ReInitCommit, request);

    /// <inheritdoc/>
    public override Task<HandleReInitCommitResponse> HandlePendingReInitCommit(HandlePendingCommitRequest request, ServerCallContext context) => Answer(_committing.HandlePendingReInitCommit, request);

    /// <inheritdoc/>
    public override Task<HandleReInitCommitResponse> HandleReInitCommit(HandleCommitRequest request, ServerCallContext context) => Answer(_committing.HandleReInitCommit, request);

    /// <inheritdoc/>
    public override Task<CreateSubgroupResponse> ReInitWelcome(ReInitWelcomeRequest request, ServerCallContext context) => Answer(_succeeding.ReInitWelcome, request);

    /// <inheritdoc/>
    public override Task<JoinGroupResponse> HandleReInitWelcome(HandleReInitWelcomeRequest request, ServerCallContext context) => Answer(_succeeding.HandleReInitWelcome, request);

    /// <inheritdoc/>
    public override Task<CreateSubgroupResponse> CreateBranch(CreateBranchRequest request, ServerCallContext context) => Answer(_succeeding.CreateBranch, request);

    /// <inheritdoc/>
    public override Task<HandleBranchResponse> HandleBranch(HandleBranchRequest request, ServerCallContext context) => Answer(_joining.HandleBranch, request);

    /// <inheritdoc/>
    public override Task<NewMemberAddProposalResponse> NewMemberAddProposal(NewMemberAddProposalRequest request, ServerCallContext context) => Answer(_joining.NewMemberAddProposal, request);

    /// <inheritdoc/>
    public override Task<CreateExternalSignerResponse> CreateExternalSigner(CreateExternalSignerRequest request, ServerCallContext context) => Answer(_proposing.CreateExternalSigner, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> AddExternalSigner(AddExternalSignerRequest request, ServerCallContext context) => Answer(_proposing.AddExternalSigner, request);

    /// <inheritdoc/>
    public override Task<ProposalResponse> ExternalSignerProposal(ExternalSignerProposalRequest request, ServerCallContext context) => Answer(_proposing.ExternalSignerProposal, request);

    /// <inheritdoc/>
    public override Task<FreeResponse> Free(FreeRequest request, ServerCallContext context) => Answer(_joining.Free, request);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _clients.Dispose();
        }
    }

    private Task<TResponse> Answer<TRequest, TResponse>(Func<TRequest, TResponse> call, TRequest request)
    {
        lock (_gate)
        {
            try
            {
                return Task.FromResult(call(request));
            }
            catch (Exception refused) when (refused is RefusedException or MalformedException or ProtocolViolationException or ArgumentException)
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, refused.Message));
            }
        }
    }
}
