using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>What leaves say of the client, and the signature key that it owns.</summary>
internal sealed class StoredIdentity(ClientIdentity identity, SignaturePrivateKey signatureKey) : IDisposable
{
    public ClientIdentity Identity { get; } = identity;

    public SignaturePrivateKey SignatureKey { get; } = signatureKey;

    public static StoredIdentity Read(ref TlsReader reader)
    {
        var identity = new ClientIdentity(Credential.Read(ref reader), Capabilities.Read(ref reader), ExtensionList.Read(ref reader))
        {
            Grease = reader.ReadPresence() ? GreasePolicy.Emit : GreasePolicy.None,
        };
        var publicKey = SignaturePublicKey.Read(ref reader);
        return new StoredIdentity(identity, new SignaturePrivateKey(reader.ReadOpaqueSpan(), publicKey));
    }

    public void Write(TlsWriter writer)
    {
        Identity.Credential.Write(writer);
        Identity.Capabilities.Write(writer);
        Identity.LeafExtensions.Write(writer);
        writer.WriteUInt8(Identity.Grease == GreasePolicy.None ? (byte)0 : (byte)1);
        SignatureKey.PublicKey.Write(writer);
        writer.WriteSecret(SignatureKey);
    }

    public void Dispose() => SignatureKey.Dispose();
}
