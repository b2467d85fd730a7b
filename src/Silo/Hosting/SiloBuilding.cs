using System.Globalization;
using System.Net;
using Grains.Metering;
using Grains.Placement;
using Grains.Post;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Silo.Telemetry;

namespace Silo.Hosting;

/// <summary>Builds the host of one silo, in this process or in a child.</summary>
internal static class SiloBuilding
{
    /// <summary>What all silos and clients of this program have in common.</summary>
    public const string ServiceId = "simulator";

    /// <summary>Calls that take longer are taken to be lost; long turns and pauses are normal here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static IHost Build(SiloPlace place, TelemetryOptions telemetry, Action<IHostApplicationBuilder> compose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        Configure(builder, place, telemetry, compose, null);
        return builder.Build();
    }

    /// <summary>The same, with pages in the same process.</summary>
    public static WebApplication Build(SiloPlace place, TelemetryOptions telemetry, Action<IHostApplicationBuilder> compose, WebSite site)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls([.. site.Urls.Select(url => url.ToString())]);
        builder.Services.AddRoutingCore();
        Configure(builder, place, telemetry, compose, site);
        WebApplication web = builder.Build();
        site.Map(web);
        return web;
    }

    private static void Configure(IHostApplicationBuilder builder, SiloPlace place, TelemetryOptions telemetry, Action<IHostApplicationBuilder> compose, WebSite? site)
    {
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(120));
        ConfigureLogging(builder.Logging);
        builder.UseOrleans(silo => ConfigureSilo(silo, place, site));
        compose(builder);
        builder.AddTelemetry(telemetry, string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{place.Port}"));
    }

    private static void ConfigureSilo(ISiloBuilder silo, SiloPlace place, WebSite? site)
    {
        // Gateway port 0: no client of another process can connect.
        silo.ConfigureEndpoints(IPAddress.Loopback, place.Port, place.GatewayPort);
        if (place.GatewayPort != 0)
        {
            silo.AddIncomingGrainCallFilter<ClientCalls>();
        }

        silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, place.PrimaryPort));
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = place.ClusterId;
            cluster.ServiceId = ServiceId;
        });
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = TimeSpan.FromDays(30);
            collection.EnableActivationSheddingOnMemoryPressure = false;
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(30);
            membership.NumMissedProbesLimit = 6;
        });
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = Patience;
            messaging.SystemResponseTimeout = Patience;
        });
        silo.AddGrainService<PostOffice>();
        site?.AddTo(silo);
        silo.Services.AddMetrics();
        silo.Services.AddSingleton<EngineMeter>();
        silo.Services.AddSingleton<SiloRuns>();
        silo.Services.AddSingleton<PostOfficeClient>();
        silo.Services.AddPlacementDirector<ActorPlacementStrategy, ActorPlacementDirector>();
    }

    /// <summary>Warnings only, on standard error. The silo's notes about its start, about long turns and about silos that leave say nothing here: long turns are normal, and a silo that is lost ends the run with a fault.</summary>
    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Messaging", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Scheduler", LogLevel.Error);

        // What keeps a host from starting is the command's to say, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Each message that a silo which has been lost does not get, and each attempt to reach it: the one line about the loss says it all.
        logging.AddFilter("Orleans.Messaging", LogLevel.None);
        logging.AddFilter("Orleans.Runtime.Placement", LogLevel.None);
        logging.AddFilter("Orleans.Runtime.GrainDirectory", LogLevel.None);
        logging.AddFilter("Polly", LogLevel.None);
    }
}
