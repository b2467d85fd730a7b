using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Mls.MultiDevice.Security;

/// <summary>The authentication service of an attacker, who follows whatever was accepted: nobody is asked.</summary>
internal sealed class TrustsAnybody : IAuthenticationService
{
    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key) => true;

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next) => true;
}
