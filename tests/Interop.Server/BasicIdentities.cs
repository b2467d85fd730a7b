using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Interop.Server;

/// <summary>The authentication service of the interop interface, which names clients by basic credentials and nothing else: any key may stand for
/// any basic identity, and whoever has a member's identity may take its place.</summary>
internal sealed class BasicIdentities : IAuthenticationService
{
    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key) => credential is Credential.Basic;

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next) => present.Credential == next.Credential;
}
