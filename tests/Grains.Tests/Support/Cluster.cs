using Grains.Actors;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Metering;
using Grains.Placement;
using Grains.Post;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Grains.Tests.Support;

/// <summary>Silos in this process, with the engine and one kind of actors.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private Cluster(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;

    public IReadOnlyList<IServiceProvider> Silos => [.. _cluster.Silos.Select(silo => silo.ServiceProvider)];

    public static async Task<Cluster> StartAsync(int silos, IActorFactory factory, IMailFaults? faults = null)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureHost(host => host.Logging.SetMinimumLevel(LogLevel.Error));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddGrainService<PostOffice>();
            silo.Services.AddSingleton(factory);
            silo.Services.AddMetrics();
            silo.Services.AddSingleton<EngineMeter>();
            silo.Services.AddSingleton<SiloRuns>();
            silo.Services.AddSingleton<PostOfficeClient>();
            silo.Services.AddSingleton<IObservationSink, ListSink>();
            silo.Services.AddPlacementDirector<ActorPlacementStrategy, ActorPlacementDirector>();
            if (faults is not null)
            {
                silo.Services.AddSingleton(faults);
            }
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Cluster(cluster);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    public static RunSettings Settings(long seed, string run = "run", int threads = 2, int window = 16) => new()
    {
        Run = new RunKey(run, "gossip"),
        Seed = seed,
        Threads = threads,
        Window = window,
    };
}
