using Mls.Core.Wire;

namespace Mls.Core.Identifiers;

/// <summary>RFC 9420, section 6: who sent a message. A closed choice.</summary>
public abstract record Sender : ITlsStruct<Sender>
{
    private Sender()
    {
    }

    /// <summary>Whether this kind of sender may send a Commit.</summary>
    public abstract bool MayCommit { get; }

    /// <summary>Whether the message is signed over the GroupContext (RFC 9420, section 6.1).</summary>
    public abstract bool SignsGroupContext { get; }

    /// <inheritdoc/>
    public static Sender Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new Member(LeafIndex.Read(ref reader)),
            2 => new External(reader.ReadUInt32()),
            3 => new NewMemberProposal(),
            4 => new NewMemberCommit(),
            _ => throw reader.Malformed(WireRules.FramedSenderType, $"SenderType {code}, allowed are 1 to 4"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        switch (this)
        {
            case Member member:
                writer.WriteUInt8(1);
                member.Leaf.Write(writer);
                break;
            case External external:
                writer.WriteUInt8(2);
                writer.WriteUInt32(external.SenderIndex);
                break;
            case NewMemberProposal:
                writer.WriteUInt8(3);
                break;
            default:
                writer.WriteUInt8(4);
                break;
        }
    }

    /// <summary><c>member(1)</c>.</summary>
    public sealed record Member(LeafIndex Leaf) : Sender
    {
        /// <inheritdoc/>
        public override bool MayCommit => true;

        /// <inheritdoc/>
        public override bool SignsGroupContext => true;
    }

    /// <summary><c>external(2)</c>: one of the group's external senders, by its place in their list.</summary>
    public sealed record External(uint SenderIndex) : Sender
    {
        /// <inheritdoc/>
        public override bool MayCommit => false;

        /// <inheritdoc/>
        public override bool SignsGroupContext => false;
    }

    /// <summary><c>new_member_proposal(3)</c>: a client that asks to be added.</summary>
    public sealed record NewMemberProposal : Sender
    {
        /// <inheritdoc/>
        public override bool MayCommit => false;

        /// <inheritdoc/>
        public override bool SignsGroupContext => false;
    }

    /// <summary><c>new_member_commit(4)</c>: a client that adds itself by an external Commit.</summary>
    public sealed record NewMemberCommit : Sender
    {
        /// <inheritdoc/>
        public override bool MayCommit => true;

        /// <inheritdoc/>
        public override bool SignsGroupContext => true;
    }
}
