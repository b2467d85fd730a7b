using System.Text;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Validation;

namespace Mls.Core.Sample;

/// <summary>An authentication service that knows each client's one key.</summary>
internal sealed class Register(IReadOnlyDictionary<string, SignaturePublicKey> keys) : IAuthenticationService
{
    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key) =>
        credential is Credential.Basic basic && keys.TryGetValue(Encoding.UTF8.GetString(basic.Identity.Span), out var known) && known == key;

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next) => present.Credential == next.Credential;
}
