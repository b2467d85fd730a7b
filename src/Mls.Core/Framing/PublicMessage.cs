using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6.2: signed content in the clear; a member also proves membership by a tag.</summary>
public sealed record PublicMessage(FramedContent Content, FramedContentAuthData Auth, MacTag? MembershipTag) : ITlsStruct<PublicMessage>
{
    /// <summary>The content without the membership tag.</summary>
    public AuthenticatedContent Authenticated => new(WireFormat.PublicMessage, Content, Auth);

    /// <inheritdoc/>
    public static PublicMessage Read(ref TlsReader reader)
    {
        var content = FramedContent.Read(ref reader);
        var auth = FramedContentAuthData.Read(ref reader, content.Body.ContentType);
        return new PublicMessage(content, auth, content.Sender is Sender.Member ? MacTag.Read(ref reader) : null);
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Content.Write(writer);
        Auth.Write(writer);
        if (MembershipTag is { } tag)
        {
            tag.Write(writer);
        }
    }
}
