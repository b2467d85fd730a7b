namespace Grains.Interfaces;

/// <summary>One device: private keys, and the only actor that may hold a secret.</summary>
[Alias("device-grain")]
public interface IDeviceGrain : IActorGrain;
