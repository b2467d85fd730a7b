using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Proposals;

/// <summary>RFC 9420, section 12.1: a change of the group that somebody may commit. A closed choice.</summary>
public abstract record Proposal : ITlsStruct<Proposal>
{
    private Proposal()
    {
    }

    /// <summary>The registered type.</summary>
    public abstract ProposalType Type { get; }

    /// <summary>Whether a Commit that covers this proposal must carry a path (RFC 9420, section 17.4).</summary>
    public abstract bool RequiresPath { get; }

    /// <inheritdoc/>
    public static Proposal Read(ref TlsReader reader)
    {
        var type = ProposalType.Read(ref reader);
        return type.Value switch
        {
            1 => new Add(KeyPackage.Read(ref reader)),
            2 => new Update(LeafNode.Read(ref reader)),
            3 => new Remove(LeafIndex.Read(ref reader)),
            4 => new PreSharedKey(PreSharedKeyId.Read(ref reader)),
            5 => new ReInit(GroupId.Read(ref reader), ProtocolVersion.Read(ref reader), CipherSuite.Read(ref reader), ExtensionList.Read(ref reader)),
            6 => new ExternalInit(reader.ReadOpaque()),
            7 => new GroupContextExtensions(ExtensionList.Read(ref reader)),
            _ => new Custom(type, reader.ReadOpaque()),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Type.Write(writer);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary><c>add(1)</c>: a new member.</summary>
    public sealed record Add(KeyPackage KeyPackage) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.Add;

        /// <inheritdoc/>
        public override bool RequiresPath => false;

        private protected override void WriteBody(TlsWriter writer) => KeyPackage.Write(writer);
    }

    /// <summary><c>update(2)</c>: a new leaf for the sender.</summary>
    public sealed record Update(LeafNode LeafNode) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.Update;

        /// <inheritdoc/>
        public override bool RequiresPath => true;

        private protected override void WriteBody(TlsWriter writer) => LeafNode.Write(writer);
    }

    /// <summary><c>remove(3)</c>: a member leaves.</summary>
    public sealed record Remove(LeafIndex Removed) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.Remove;

        /// <inheritdoc/>
        public override bool RequiresPath => true;

        private protected override void WriteBody(TlsWriter writer) => Removed.Write(writer);
    }

    /// <summary><c>psk(4)</c>: mix a pre-shared key into the key schedule.</summary>
    public sealed record PreSharedKey(PreSharedKeyId Psk) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.PreSharedKey;

        /// <inheritdoc/>
        public override bool RequiresPath => false;

        private protected override void WriteBody(TlsWriter writer) => Psk.Write(writer);
    }

    /// <summary><c>reinit(5)</c>: end this group in favour of one with other parameters.</summary>
    public sealed record ReInit(GroupId GroupId, ProtocolVersion Version, CipherSuite CipherSuite, ExtensionList Extensions) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.ReInit;

        /// <inheritdoc/>
        public override bool RequiresPath => false;

        private protected override void WriteBody(TlsWriter writer)
        {
            GroupId.Write(writer);
            Version.Write(writer);
            CipherSuite.Write(writer);
            Extensions.Write(writer);
        }
    }

    /// <summary><c>external_init(6)</c>: the init secret of an external Commit, encapsulated to the group.</summary>
    public sealed record ExternalInit(OpaqueBytes KemOutput) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.ExternalInit;

        /// <inheritdoc/>
        public override bool RequiresPath => true;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteOpaque(KemOutput);
    }

    /// <summary><c>group_context_extensions(7)</c>: replace the extensions of the GroupContext.</summary>
    public sealed record GroupContextExtensions(ExtensionList Extensions) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => ProposalType.GroupContextExtensions;

        /// <inheritdoc/>
        public override bool RequiresPath => true;

        private protected override void WriteBody(TlsWriter writer) => Extensions.Write(writer);
    }

    /// <summary>A type that this library has no form for; its content is one vector. It needs a path unless <c>GroupServices.ProposalsWithoutPath</c> names it.</summary>
    public sealed record Custom(ProposalType CustomType, OpaqueBytes Content) : Proposal
    {
        /// <inheritdoc/>
        public override ProposalType Type => CustomType;

        /// <inheritdoc/>
        public override bool RequiresPath => true;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteOpaque(Content);
    }
}
