using Grains.Interfaces.Contracts;
using Grains.Placement;
using Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Xunit;

namespace Grains.Tests;

public sealed class PlacementTests
{
    [Fact]
    public async Task Activations_land_where_the_hash_says()
    {
        await using var cluster = await Cluster.StartAsync(3, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        var placement = new RunPlacement([.. cluster.Silos.Select(silo => silo.GetRequiredService<ILocalSiloDetails>().SiloAddress).Order()]);
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        foreach (var actor in Runs.World.All.Where(actor => actor.Kind == ActorKind.Device).Take(20))
        {
            var grain = cluster.Grains.GetGrain<Interfaces.IDeviceGrain>(run.Settings.Run.GrainKey(actor));
            Assert.Equal(placement.SiloOf(actor), await management.GetActivationAddress(grain, TestContext.Current.CancellationToken));
        }
    }
}
