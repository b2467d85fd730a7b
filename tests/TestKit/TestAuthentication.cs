using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace TestKit;

/// <summary>An authentication service that vouches for all but those a test names.</summary>
public sealed class TestAuthentication : IAuthenticationService
{
    /// <summary>Keys that it does not vouch for.</summary>
    public ISet<SignaturePublicKey> Refused { get; } = new HashSet<SignaturePublicKey>();

    /// <summary>Whether it takes a leaf for the successor of another.</summary>
    public Func<LeafNode, LeafNode, bool> Succeeds { get; set; } = (present, next) => present.Credential == next.Credential;

    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key) => !Refused.Contains(key);

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next) => Succeeds(present, next);
}
