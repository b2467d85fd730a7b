using Grains.Devices;
using Grains.Interfaces;
using Grains.Interfaces.Contracts.Views;
using Grains.Post;
using Grains.Views;

namespace Grains;

/// <summary>Carries a device.</summary>
public sealed class DeviceGrain(SiloRuns runs) : ActorGrain(runs), IDeviceGrain
{
    /// <inheritdoc/>
    public Task<DeviceView?> View() => Look<DeviceActor, DeviceView>(actor => DeviceViews.Of(actor.Device));
}
