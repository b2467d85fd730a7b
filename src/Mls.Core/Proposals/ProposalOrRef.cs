using Mls.Core.Wire;

namespace Mls.Core.Proposals;

/// <summary>RFC 9420, section 12.4: how a Commit names a proposal. A closed choice.</summary>
public abstract record ProposalOrRef : ITlsStruct<ProposalOrRef>
{
    private ProposalOrRef()
    {
    }

    /// <inheritdoc/>
    public static ProposalOrRef Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new ByValue(Proposal.Read(ref reader)),
            2 => new ByReference(ProposalRef.Read(ref reader)),
            _ => throw reader.Malformed(WireRules.ProposalOrRefType, $"ProposalOrRefType {code}, allowed are 1 and 2"),
        };
    }

    /// <inheritdoc/>
    public abstract void Write(TlsWriter writer);

    /// <summary><c>proposal(1)</c>: the proposal itself, the committer's own.</summary>
    public sealed record ByValue(Proposal Proposal) : ProposalOrRef
    {
        /// <inheritdoc/>
        public override void Write(TlsWriter writer)
        {
            writer.WriteUInt8(1);
            Proposal.Write(writer);
        }
    }

    /// <summary><c>reference(2)</c>: a proposal that was sent before.</summary>
    public sealed record ByReference(ProposalRef Ref) : ProposalOrRef
    {
        /// <inheritdoc/>
        public override void Write(TlsWriter writer)
        {
            writer.WriteUInt8(2);
            Ref.Write(writer);
        }
    }
}
