using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 12.4.3: the public state of an epoch, signed by a member, for those who join.</summary>
public sealed record GroupInfo(GroupContext Context, ExtensionList Extensions, MacTag ConfirmationTag, LeafIndex Signer, OpaqueBytes Signature) : ITlsStruct<GroupInfo>
{
    /// <inheritdoc/>
    public static GroupInfo Read(ref TlsReader reader) => new(
        GroupContext.Read(ref reader),
        ExtensionList.Read(ref reader),
        MacTag.Read(ref reader),
        LeafIndex.Read(ref reader),
        reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        WriteUnsigned(writer);
        writer.WriteOpaque(Signature);
    }

    /// <summary>This GroupInfo, signed by the member at <see cref="Signer"/>.</summary>
    public GroupInfo Sign(ICryptoProvider crypto, SignaturePrivateKey key) =>
        this with { Signature = crypto.SignWithLabel(key, "GroupInfoTBS"u8, WriteUnsigned) };

    /// <summary>Whether <paramref name="key"/> signed.</summary>
    public bool IsSignedBy(ICryptoProvider crypto, SignaturePublicKey key) =>
        crypto.VerifyWithLabel(key, "GroupInfoTBS"u8, WriteUnsigned, Signature.Span);

    private void WriteUnsigned(TlsWriter writer)
    {
        Context.Write(writer);
        Extensions.Write(writer);
        ConfirmationTag.Write(writer);
        Signer.Write(writer);
    }
}
