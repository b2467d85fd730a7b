namespace Mls.Core.Nodes;

/// <summary>Whether reserved values that mean nothing are put where receivers must ignore them (RFC 9420, section 13.5). They are ignored when received, always.</summary>
public enum GreasePolicy
{
    /// <summary>They are, drawn at random.</summary>
    Emit,

    /// <summary>They are not: runs that measure octets.</summary>
    None,
}
