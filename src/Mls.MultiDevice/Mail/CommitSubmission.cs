using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>A Commit for one group with what belongs to it.</summary>
/// <param name="Group">The group's actor name.</param>
/// <param name="Commit">The encoded MLSMessage.</param>
/// <param name="Welcome">The encoded MLSMessage of the Welcome; empty where nobody is added.</param>
/// <param name="AddedAddresses">Delivery addresses of those added, in the order of the Adds: a user name, or a device name.</param>
/// <param name="Obligation">The obligation of the sender's user that this settles; 0 for none.</param>
public sealed record CommitSubmission(string Group, OpaqueBytes Commit, OpaqueBytes Welcome, ValueList<string> AddedAddresses, ulong Obligation) : ITlsStruct<CommitSubmission>
{
    /// <summary>Octets of MLS messages inside.</summary>
    public int CountedOctets => Commit.Length + Welcome.Length;

    /// <inheritdoc/>
    public static CommitSubmission Read(ref TlsReader reader) => new(reader.ReadText(), reader.ReadOpaque(), reader.ReadOpaque(), reader.ReadTexts(), reader.ReadUInt64());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteText(Group);
        writer.WriteOpaque(Commit);
        writer.WriteOpaque(Welcome);
        writer.WriteTexts(AddedAddresses);
        writer.WriteUInt64(Obligation);
    }
}
