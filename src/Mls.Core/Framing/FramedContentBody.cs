using Mls.Core.Proposals;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>The <c>select</c> of FramedContent (RFC 9420, section 6). A closed choice.</summary>
public abstract record FramedContentBody
{
    private FramedContentBody()
    {
    }

    /// <summary>The kind on the wire.</summary>
    public abstract ContentType ContentType { get; }

    /// <summary>Reads the content of kind <paramref name="type"/>, without its type octet.</summary>
    public static FramedContentBody Read(ref TlsReader reader, ContentType type) => type switch
    {
        ContentType.Application => new Application(reader.ReadOpaque()),
        ContentType.Proposal => new OfProposal(Proposal.Read(ref reader)),
        ContentType.Commit => new OfCommit(Commit.Read(ref reader)),
        _ => throw reader.Malformed(WireRules.FramedContentType, $"ContentType {(int)type}, allowed are 1 to 3"),
    };

    /// <summary>Writes the content without its type octet.</summary>
    public abstract void Write(TlsWriter writer);

    /// <summary><c>application</c>.</summary>
    public sealed record Application(OpaqueBytes Data) : FramedContentBody
    {
        /// <inheritdoc/>
        public override ContentType ContentType => ContentType.Application;

        /// <inheritdoc/>
        public override void Write(TlsWriter writer) => writer.WriteOpaque(Data);
    }

    /// <summary><c>proposal</c>.</summary>
    public sealed record OfProposal(Proposal Proposal) : FramedContentBody
    {
        /// <inheritdoc/>
        public override ContentType ContentType => ContentType.Proposal;

        /// <inheritdoc/>
        public override void Write(TlsWriter writer) => Proposal.Write(writer);
    }

    /// <summary><c>commit</c>.</summary>
    public sealed record OfCommit(Commit Commit) : FramedContentBody
    {
        /// <inheritdoc/>
        public override ContentType ContentType => ContentType.Commit;

        /// <inheritdoc/>
        public override void Write(TlsWriter writer) => Commit.Write(writer);
    }
}
