using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Mls.Core.Authentication;

/// <summary>RFC 9420, section 3 and RFC 9750: decides whether a credential and its key stand for the client they name. There is no permissive default.</summary>
public interface IAuthenticationService
{
    /// <summary>Whether <paramref name="key"/> is, now, a key of the client that <paramref name="credential"/> names.</summary>
    bool IsValid(Credential credential, SignaturePublicKey key);

    /// <summary>Whether <paramref name="next"/> may take the place of <paramref name="present"/>: the same client after an Update, or after a resync (RFC 9420, section 5.3.1).</summary>
    bool IsSuccessor(LeafNode present, LeafNode next);
}
