using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>One entry of a user's log in the directory: a statement, signed with a device key of the user over the user's id, the statement and the key.</summary>
/// <param name="Statement">What is said.</param>
/// <param name="Signer">The device key that signed.</param>
/// <param name="Signature">SignWithLabel (RFC 9420, section 5.1.2).</param>
public sealed record DirectoryRecord(DirectoryStatement Statement, SignaturePublicKey Signer, OpaqueBytes Signature) : ITlsStruct<DirectoryRecord>
{
    /// <summary>Signs a statement.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="key">A device key of the user.</param>
    public static DirectoryRecord Sign(ICryptoProvider crypto, string user, DirectoryStatement statement, SignaturePrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(key);
        return new DirectoryRecord(statement, key.PublicKey, crypto.SignWithLabel(key, statement.Label, ToBeSigned(user, statement, key.PublicKey)));
    }

    /// <inheritdoc/>
    public static DirectoryRecord Read(ref TlsReader reader) =>
        new(DirectoryStatement.Read(ref reader), SignaturePublicKey.Read(ref reader), reader.ReadOpaque());

    /// <summary>Whether <see cref="Signer"/> signed this for the user.</summary>
    public bool IsSignatureValid(ICryptoProvider crypto, string user) =>
        crypto.VerifyWithLabel(Signer, Statement.Label, ToBeSigned(user, Statement, Signer), Signature.Span);

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Statement.Write(writer);
        Signer.Write(writer);
        writer.WriteOpaque(Signature);
    }

    private static byte[] ToBeSigned(string user, DirectoryStatement statement, SignaturePublicKey signer)
    {
        using var writer = new TlsWriter();
        writer.WriteOpaque(UserId.Of(user));
        statement.Write(writer);
        signer.Write(writer);
        return writer.ToArray();
    }
}
