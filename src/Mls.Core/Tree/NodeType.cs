namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 7.8: <c>NodeType</c>.</summary>
public enum NodeType
{
    /// <summary>No node; reserved.</summary>
    None = 0,

    /// <summary><c>leaf</c>.</summary>
    Leaf = 1,

    /// <summary><c>parent</c>.</summary>
    Parent = 2,
}
