using Grains.Interfaces.Contracts.Views;

namespace Grains.Interfaces;

/// <summary>One device: private keys, and the only actor that may hold a secret.</summary>
[Alias("device-grain")]
public interface IDeviceGrain : IActorGrain
{
    /// <summary>The device between two steps, without its secrets; <see langword="null"/> where there is no such device.</summary>
    [Alias("view")]
    Task<DeviceView?> View();
}
