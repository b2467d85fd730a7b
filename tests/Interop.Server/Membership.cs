using System.Text;
using Google.Protobuf;
using Interop.Server.Protos;
using Mls.Core.Groups;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>What a member does with the state it is in: nothing here leads to another epoch.</summary>
internal sealed class Membership(Clients clients)
{
    /// <summary>A GroupInfo with external_pub.</summary>
    public GroupInfoResponse GroupInfo(GroupInfoRequest request)
    {
        var group = clients.Find<Member>(request.StateId).Group;
        var info = group.GroupInfo(withTree: !request.ExternalTree, withExternalPub: true);
        return new GroupInfoResponse
        {
            GroupInfo = Messages.ToField<Mls.Core.Framing.MlsMessage>(new Mls.Core.Framing.MlsMessage.OfGroupInfo(info)),
            RatchetTree = request.ExternalTree ? group.Public.Tree.ToField() : ByteString.Empty,
        };
    }

    /// <summary>The epoch authenticator.</summary>
    public StateAuthResponse StateAuth(StateAuthRequest request) => new()
    {
        StateAuthSecret = ByteString.CopyFrom(clients.Find<Member>(request.StateId).Group.EpochAuthenticator.Expose()),
    };

    /// <summary>MLS-Exporter.</summary>
    public ExportResponse Export(ExportRequest request)
    {
        var group = clients.Find<Member>(request.StateId).Group;
        var most = 255 * group.Services.Crypto.HashLength;
        if (request.KeyLength > most)
        {
            throw new RefusedException($"{request.KeyLength} octets are more than the {most} that this suite exports");
        }

        using var secret = group.Export(Encoding.UTF8.GetBytes(request.Label), request.Context.Span, (int)request.KeyLength);
        return new ExportResponse { ExportedSecret = ByteString.CopyFrom(secret.Expose()) };
    }

    /// <summary>Encrypts application data.</summary>
    public ProtectResponse Protect(ProtectRequest request) => new()
    {
        Ciphertext = clients.Find<Member>(request.StateId).Group.Protect(request.Plaintext.Span, request.AuthenticatedData.Opaque()).ToField(),
    };

    /// <summary>Decrypts application data.</summary>
    public UnprotectResponse Unprotect(UnprotectRequest request)
    {
        var group = clients.Find<Member>(request.StateId).Group;
        var message = Messages.Read(request.Ciphertext);
        if (!Messages.IsApplication(message))
        {
            throw new RefusedException("not application data");
        }

        var result = group.Receive(message);
        return result is ReceiveResult.Application application
            ? new UnprotectResponse
            {
                AuthenticatedData = ByteString.CopyFrom(application.AuthenticatedData.Span),
                Plaintext = ByteString.CopyFrom(application.Data.Span),
            }
            : throw new RefusedException($"the message cannot be used: {result}");
    }
}
