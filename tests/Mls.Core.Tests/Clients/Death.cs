namespace Mls.Core.Tests.Clients;

/// <summary>How far a write has come when the store dies at it.</summary>
public enum Death
{
    /// <summary>Nothing of it has taken effect.</summary>
    Before,

    /// <summary>Half of a part's records are deleted; a delta is whole or not at all, and has not taken effect.</summary>
    Halfway,

    /// <summary>All of it has taken effect, and nobody was told.</summary>
    After,
}
