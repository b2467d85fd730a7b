using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Silo.Commands;
using Silo.Engine;
using Silo.Hosting;
using Silo.Tests.Commands;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Tests.Dashboard;

/// <summary>A hosted silo with its page, and a client of each kind.</summary>
internal sealed class HostedSilo : IAsyncDisposable
{
    private readonly SiloHost _host;
    private readonly TemporaryFolder _folder;

    private HostedSilo(SiloHost host, TemporaryFolder folder, Uri page)
    {
        (_host, _folder, Page) = (host, folder, page);
        Http = new HttpClient { BaseAddress = page };
        Http.DefaultRequestHeaders.Add("X-Requested-With", "mls-simulator");
    }

    public Uri Page { get; }

    public HttpClient Http { get; }

    public string RunsFolder => Path.Combine(_folder.Path, "runs");

    public IServiceProvider Services => _host.Services;

    public static async Task<HostedSilo> StartAsync(CancellationToken cancellation)
    {
        var folder = new TemporaryFolder();
        var page = new Uri($"http://127.0.0.1:{SiloPorts.Choose(0)}");
        var plan = new HostPlan(0, 0, [page], Path.Combine(folder.Path, "runs"), TelemetryTarget.None);
        return new HostedSilo(await Silo().StartAsync(plan, cancellation), folder, page);
    }

    public static LoneSilo Silo(TextWriter? output = null) => new(
        new Terminal(output ?? TextWriter.Null, TextWriter.Null, 80, null),
        ScenarioCatalog.Default(AppContext.BaseDirectory, AppContext.BaseDirectory),
        new ScenarioReader([.. Composition.Providers.Supported], Composition.Policies),
        "1.2.3");

    /// <summary>An Orleans client as another process would have it.</summary>
    public async Task<IHost> ConnectAsync(CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client
            .UseStaticClustering(new IPEndPoint(IPAddress.Loopback, _host.GatewayPort))
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (_host.ClusterId, SiloHost.ServiceId)));
        IHost client = builder.Build();
        await client.StartAsync(cancellation);
        return client;
    }

    /// <summary>Starts a run; gives its name.</summary>
    public async Task<string> StartRunAsync(object order, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await Http.PostAsync("/api/runs", Body(order), cancellation);
        JsonNode started = (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
        return answer.StatusCode == HttpStatusCode.Created ? (string)started["id"]! : throw new InvalidOperationException(started.ToJsonString());
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellation) => (await Http.GetFromJsonAsync<JsonNode>(path, cancellation))!;

    /// <summary>Follows a run until what is told of it is as wanted; gives everything told until then.</summary>
    public async Task<List<(string Name, JsonNode Data)>> FollowAsync(string id, Func<string, JsonNode, bool> until, CancellationToken cancellation)
    {
        var told = new List<(string, JsonNode)>();
        using Stream stream = await Http.GetStreamAsync($"/api/runs/{id}/events", cancellation);
        using var reader = new StreamReader(stream);
        string name = "";
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                JsonNode data = JsonNode.Parse(line[6..])!;
                told.Add((name, data));
                if (until(name, data))
                {
                    return told;
                }
            }
        }

        return told;
    }

    public static StringContent Body(object order) => new(JsonSerializer.Serialize(order), System.Text.Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
