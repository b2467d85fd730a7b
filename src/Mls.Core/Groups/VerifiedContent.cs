using Mls.Core.Framing;
using Mls.Core.Identifiers;

namespace Mls.Core.Groups;

/// <summary>Content whose sender has been verified (RFC 9420, section 6.1). Comes only out of <see cref="ContentVerifier"/>.</summary>
public sealed class VerifiedContent
{
    internal VerifiedContent(AuthenticatedContent authenticated) => Authenticated = authenticated;

    /// <summary>The content with its proof.</summary>
    public AuthenticatedContent Authenticated { get; }

    /// <summary>The content.</summary>
    public FramedContent Content => Authenticated.Content;

    /// <summary>The sender.</summary>
    public Sender Sender => Content.Sender;
}
