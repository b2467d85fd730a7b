namespace Mls.Core.Clients;

/// <summary>How a client stands to a group. Never renumbered: stored clients hold them.</summary>
internal enum GroupStanding : byte
{
    /// <summary>The group is about to be stored.</summary>
    Entering = 1,

    /// <summary>The group is stored.</summary>
    Member = 2,

    /// <summary>The group is about to be deleted.</summary>
    Leaving = 3,
}
