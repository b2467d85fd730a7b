using Mls.Core.Crypto;
using Mls.Core.Proposals;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>Names of proposals (RFC 9420, section 5.2).</summary>
public static class ProposalRefs
{
    /// <summary>The reference of a proposal message.</summary>
    public static ProposalRef Of(ICryptoProvider crypto, AuthenticatedContent proposal) =>
        new(crypto.RefHash("MLS 1.0 Proposal Reference"u8, Tls.Encode(proposal)));
}
