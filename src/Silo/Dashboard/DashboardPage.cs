using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Orleans.Dashboard;
using Silo.Hosting;
using Silo.Telemetry;

namespace Silo.Dashboard;

/// <summary>The live page and what it asks for, served in the process of a silo.</summary>
internal static class DashboardPage
{
    private const string OrleansPath = "/orleans";

    /// <summary>The site at some addresses.</summary>
    public static WebSite At(ImmutableArray<Uri> urls) => new(urls, AddTo, web => Map(web, urls));

    /// <summary>What the page needs of the silo, beside what the composition root adds.</summary>
    private static void AddTo(ISiloBuilder silo) => silo.AddDashboard();

    private static void Map(WebApplication web, ImmutableArray<Uri> urls)
    {
        var guard = new RequestGuard(Hosts(urls));
        web.Use(guard.InvokeAsync);
        web.UseRouting();
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        web.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });

        // The page changes with the program: a browser asks whether it has.
        web.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = served => served.Context.Response.Headers.CacheControl = "no-cache" });
        RouteGroupBuilder api = web.MapGroup("/api");
        ScenarioEndpoints.Map(api, OrleansPath);
        RunEndpoints.Map(api);
        TreeEndpoints.Map(api);
        api.MapFallback(() => Results.Json(Refusal.Of("there is nothing of this name"), DashboardJson.Default.Refusal, statusCode: StatusCodes.Status404NotFound));
        web.MapTelemetry();
        web.MapOrleansDashboard(OrleansPath);
    }

    /// <summary>The names under which a browser on this machine knows the page, and those that were asked for.</summary>
    private static HashSet<string> Hosts(ImmutableArray<Uri> urls) =>
    [
        .. urls.Select(url => url.Authority),
        .. urls.Where(url => url.IsLoopback).SelectMany(url => (string[])[$"localhost:{url.Port}", $"127.0.0.1:{url.Port}", $"[::1]:{url.Port}"]),
    ];
}
