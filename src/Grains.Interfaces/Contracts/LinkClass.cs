namespace Grains.Interfaces.Contracts;

/// <summary>The link that a mail travels; decides its latency and its column in the accounts.</summary>
public enum LinkClass
{
    /// <summary>From an actor to itself, without latency and without cost; may arrive inside the same quantum.</summary>
    Self = 0,

    /// <summary>A device's uplink.</summary>
    DeviceToService = 1,

    /// <summary>A device's downlink.</summary>
    ServiceToDevice = 2,

    /// <summary>Between account and delivery services.</summary>
    ServiceToService = 3,

    /// <summary>To whoever listens on a line. Not part of what is simulated: it has the smallest latency there is, and is neither counted nor in the digest.</summary>
    Overheard = 4,
}
