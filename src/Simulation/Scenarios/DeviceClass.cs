namespace Simulation.Scenarios;

/// <summary>What kind of machine a device is; decides how long its cryptography takes in virtual time.</summary>
public enum DeviceClass
{
    /// <summary>A handheld.</summary>
    Phone,

    /// <summary>A laptop or desktop.</summary>
    Desktop,

    /// <summary>A machine that is always on, such as a bot.</summary>
    Server,
}
