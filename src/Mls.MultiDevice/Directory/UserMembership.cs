namespace Mls.MultiDevice.Directory;

/// <summary>How far a user is a member of a group whose leaves are devices.</summary>
public enum UserMembership
{
    /// <summary>None of the user's devices is there.</summary>
    Not,

    /// <summary>Some device is there and some active one is not.</summary>
    Partly,

    /// <summary>Every active device is there.</summary>
    Fully,
}
