using Google.Protobuf.Reflection;
using Interop.Server.Protos;
using Xunit;

namespace Interop.Server.Tests;

public sealed class InterfaceTests
{
    /// <summary>Messages of the working group's interface with their fields, the first of number 1, the next of number 2 and so on.</summary>
    private const string Messages = """
        AddExternalSignerRequest: uint32 state_id, bytes external_sender
        AddExternalSignerResponse: bytes proposal, uint32 signer_index
        AddProposalRequest: uint32 state_id, bytes key_package
        CommitRequest: uint32 state_id, bytes* by_reference, ProposalDescription* by_value, bool force_path, bool external_tree
        CommitResponse: bytes commit, bytes welcome, bytes ratchet_tree
        CreateBranchRequest: uint32 state_id, bytes group_id, Extension* extensions, bytes* key_packages, bool force_path, bool external_tree
        CreateExternalSignerRequest: uint32 cipher_suite, bytes identity
        CreateExternalSignerResponse: uint32 signer_id, bytes external_sender
        CreateGroupRequest: bytes group_id, uint32 cipher_suite, bool encrypt_handshake, bytes identity
        CreateGroupResponse: uint32 state_id
        CreateKeyPackageRequest: uint32 cipher_suite, bytes identity
        CreateKeyPackageResponse: uint32 transaction_id, bytes key_package, bytes init_priv, bytes encryption_priv, bytes signature_priv
        CreateSubgroupResponse: uint32 state_id, bytes welcome, bytes ratchet_tree, bytes epoch_authenticator
        ExportRequest: uint32 state_id, string label, bytes context, uint32 key_length
        ExportResponse: bytes exported_secret
        Extension: uint32 extension_type, bytes extension_data
        ExternalJoinRequest: bytes group_info, bytes ratchet_tree, bool encrypt_handshake, bytes identity, bool remove_prior, PreSharedKey* psks
        ExternalJoinResponse: uint32 state_id, bytes commit, bytes epoch_authenticator
        ExternalPSKProposalRequest: uint32 state_id, bytes psk_id
        ExternalSignerProposalRequest: uint32 signer_id, uint32 signer_index, bytes group_info, bytes ratchet_tree, ProposalDescription description
        FreeRequest: uint32 state_id
        FreeResponse:
        GroupContextExtensionsProposalRequest: uint32 state_id, Extension* extensions
        GroupInfoRequest: uint32 state_id, bool external_tree
        GroupInfoResponse: bytes group_info, bytes ratchet_tree
        HandleBranchRequest: uint32 state_id, uint32 transaction_id, bytes welcome, bytes ratchet_tree
        HandleBranchResponse: uint32 state_id, bytes epoch_authenticator
        HandleCommitRequest: uint32 state_id, bytes* proposal, bytes commit
        HandleCommitResponse: uint32 state_id, bytes epoch_authenticator
        HandlePendingCommitRequest: uint32 state_id
        HandleReInitCommitResponse: uint32 reinit_id, bytes key_package, bytes epoch_authenticator
        HandleReInitWelcomeRequest: uint32 reinit_id, bytes welcome, bytes ratchet_tree
        JoinGroupRequest: uint32 transaction_id, bytes welcome, bool encrypt_handshake, bytes identity, bytes ratchet_tree
        JoinGroupResponse: uint32 state_id, bytes epoch_authenticator
        NameRequest:
        NameResponse: string name
        NewMemberAddProposalRequest: bytes group_info, bytes identity
        NewMemberAddProposalResponse: uint32 transaction_id, bytes proposal, bytes init_priv, bytes encryption_priv, bytes signature_priv
        PreSharedKey: bytes psk_id, bytes psk_secret
        ProposalDescription: bytes proposal_type, bytes key_package, bytes removed_id, bytes psk_id, uint64 epoch_id, Extension* extensions, bytes group_id, uint32 cipher_suite
        ProposalResponse: bytes proposal
        ProtectRequest: uint32 state_id, bytes authenticated_data, bytes plaintext
        ProtectResponse: bytes ciphertext
        ReInitProposalRequest: uint32 state_id, uint32 cipher_suite, bytes group_id, Extension* extensions
        ReInitWelcomeRequest: uint32 reinit_id, bytes* key_package, bool force_path, bool external_tree
        RemoveProposalRequest: uint32 state_id, bytes removed_id
        ResumptionPSKProposalRequest: uint32 state_id, uint64 epoch_id
        StateAuthRequest: uint32 state_id
        StateAuthResponse: bytes state_auth_secret
        StorePSKRequest: uint32 state_or_transaction_id, bytes psk_id, bytes psk_secret
        StorePSKResponse:
        SupportedCiphersuitesRequest:
        SupportedCiphersuitesResponse: uint32* ciphersuites
        UnprotectRequest: uint32 state_id, bytes ciphertext
        UnprotectResponse: bytes authenticated_data, bytes plaintext
        UpdateProposalRequest: uint32 state_id
        """;

    private static FileDescriptor File => MLSClient.Descriptor.File;

    [Fact]
    public void Names_types_and_numbers_are_those_of_the_interface()
    {
        Assert.Equal("mls_client", File.Package);
        Assert.Equal(Messages.ReplaceLineEndings("\n").Split('\n'), File.MessageTypes.OrderBy(message => message.Name, StringComparer.Ordinal).Select(Line));
        Assert.All(
            File.MessageTypes,
            message => Assert.Equal(Enumerable.Range(1, message.Fields.InDeclarationOrder().Count), message.Fields.InDeclarationOrder().Select(field => field.FieldNumber)));
    }

    [Theory]
    [InlineData("ReInitCommit", "CommitRequest", "CommitResponse")]
    [InlineData("HandlePendingCommit", "HandlePendingCommitRequest", "HandleCommitResponse")]
    [InlineData("HandlePendingReInitCommit", "HandlePendingCommitRequest", "HandleReInitCommitResponse")]
    [InlineData("HandleReInitCommit", "HandleCommitRequest", "HandleReInitCommitResponse")]
    [InlineData("ReInitWelcome", "ReInitWelcomeRequest", "CreateSubgroupResponse")]
    [InlineData("HandleReInitWelcome", "HandleReInitWelcomeRequest", "JoinGroupResponse")]
    [InlineData("CreateBranch", "CreateBranchRequest", "CreateSubgroupResponse")]
    [InlineData("AddExternalSigner", "AddExternalSignerRequest", "ProposalResponse")]
    public void Calls_that_share_messages_with_others_take_and_give_those(string name, string request, string response)
    {
        var call = MLSClient.Descriptor.FindMethodByName(name);
        Assert.Equal((request, response), (call.InputType.Name, call.OutputType.Name));
    }

    private static string Line(MessageDescriptor message) =>
        $"{message.Name}: {string.Join(", ", message.Fields.InDeclarationOrder().Select(field => $"{TypeOf(field)}{(field.IsRepeated ? "*" : string.Empty)} {field.Name}"))}".TrimEnd();

    private static string TypeOf(FieldDescriptor field) =>
        field.FieldType == FieldType.Message ? field.MessageType.Name : field.FieldType.ToString().ToLowerInvariant();
}
