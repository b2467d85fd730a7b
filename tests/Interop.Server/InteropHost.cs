using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mls.Crypto;

namespace Interop.Server;

/// <summary>The server: HTTP/2 without TLS, on the loopback interface only.</summary>
public sealed class InteropHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private InteropHost(WebApplication application) => _application = application;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts listening. Port 0 takes any that is free.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<InteropHost> StartAsync(int port, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, port);
            }
            else
            {
                // Both addresses of the loopback interface: clients that look up its name try either first.
                kestrel.ListenLocalhost(port);
            }
        });
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = 64 * 1024 * 1024);
        builder.Services.AddSingleton(_ => new MlsClientService(new CryptoProviders(), new SystemRandom(), TimeProvider.System));
        var application = builder.Build();
        application.MapGrpcService<MlsClientService>();
        try
        {
            await application.StartAsync(stop);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new InteropHost(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>Ends with Ctrl+C, SIGTERM or <paramref name="stop"/>.</summary>
    public Task WaitAsync(CancellationToken stop) => _application.WaitForShutdownAsync(stop);
}
