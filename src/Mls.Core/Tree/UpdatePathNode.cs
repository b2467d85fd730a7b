using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 7.6: a new parent key, and its path secret for each node of the copath child's resolution.</summary>
public sealed record UpdatePathNode(HpkePublicKey EncryptionKey, ValueList<HpkeCiphertext> EncryptedPathSecrets) : ITlsStruct<UpdatePathNode>
{
    /// <inheritdoc/>
    public static UpdatePathNode Read(ref TlsReader reader) => new(HpkePublicKey.Read(ref reader), reader.ReadList<HpkeCiphertext>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        EncryptionKey.Write(writer);
        writer.WriteList(EncryptedPathSecrets);
    }
}
