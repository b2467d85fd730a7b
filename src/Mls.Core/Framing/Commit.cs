using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 12.4: <c>struct { ProposalOrRef proposals&lt;V&gt;; optional&lt;UpdatePath&gt; path; } Commit</c>.</summary>
public sealed record Commit(ValueList<ProposalOrRef> Proposals, UpdatePath? Path) : ITlsStruct<Commit>
{
    /// <inheritdoc/>
    public static Commit Read(ref TlsReader reader) => new(reader.ReadList<ProposalOrRef>(), reader.ReadOptional<UpdatePath>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteList(Proposals);
        writer.WriteOptional(Path);
    }
}
