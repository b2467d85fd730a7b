using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Interop.Server;

/// <summary>A party outside all groups that sends proposals. It owns its key.</summary>
internal sealed class ExternalSigner(CipherSuite suite, ExternalSender sender, SignaturePrivateKey key) : IDisposable
{
    /// <summary>The suite of its key.</summary>
    public CipherSuite Suite { get; } = suite;

    /// <summary>What groups know of it.</summary>
    public ExternalSender Sender { get; } = sender;

    /// <summary>Its key.</summary>
    public SignaturePrivateKey Key { get; } = key;

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
