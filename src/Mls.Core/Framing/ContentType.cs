namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6: <c>ContentType</c>.</summary>
public enum ContentType
{
    /// <summary>No content; reserved.</summary>
    None = 0,

    /// <summary><c>application</c>.</summary>
    Application = 1,

    /// <summary><c>proposal</c>.</summary>
    Proposal = 2,

    /// <summary><c>commit</c>.</summary>
    Commit = 3,
}
