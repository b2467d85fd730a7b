using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Interop.Server.Protos;
using Xunit;

namespace Interop.Server.Tests;

/// <summary>Two servers on free ports of the loopback interface, and a client of each.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly List<InteropHost> _hosts = [];
    private readonly List<GrpcChannel> _channels = [];

    public MLSClient.MLSClientClient this[int index] => new(_channels[index].Intercept(new WithCancellation()));

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            var host = await InteropHost.StartAsync(0, TestContext.Current.CancellationToken);
            _hosts.Add(host);
            _channels.Add(GrpcChannel.ForAddress(host.Address));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
