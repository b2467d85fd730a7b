using Grains.Interfaces;
using Grains.Post;

namespace Grains;

/// <summary>Carries a device.</summary>
public sealed class DeviceGrain(SiloRuns runs) : ActorGrain(runs), IDeviceGrain;
