using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Something that a device wants done. A closed choice.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Tell an account service.</summary>
    public sealed record ToUser(string User, UserMail Mail, Cause Cause) : Effect;

    /// <summary>Tell a delivery service.</summary>
    public sealed record ToGroup(string Group, GroupMail Mail, Cause Cause) : Effect;

    /// <summary>Append to the directory log of the device's own user.</summary>
    public sealed record ToDirectory(string User, OpaqueBytes Record, Cause Cause) : Effect;

    /// <summary>Wake up at virtual millisecond <paramref name="At"/>, in place of the time set before.</summary>
    public sealed record WakeAt(long At) : Effect;

    /// <summary>Let the outside see something.</summary>
    public sealed record Seen(DeviceFact Fact, Cause Cause) : Effect;
}
