using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace TestKit;

/// <summary>An authentication service for tests that look at something else. The library itself has no permissive one.</summary>
public sealed class VouchForAll : IAuthenticationService
{
    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key) => true;

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next) => true;
}
