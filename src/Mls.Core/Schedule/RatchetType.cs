namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 9: which of a leaf's two hash ratchets.</summary>
public enum RatchetType
{
    /// <summary>For proposals and Commits.</summary>
    Handshake,

    /// <summary>For application data.</summary>
    Application,
}
