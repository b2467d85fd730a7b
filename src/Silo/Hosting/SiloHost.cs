using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Simulation.Scenarios;

namespace Silo.Hosting;

/// <summary>Silos on this machine that stand ready: one in this process, the others in child processes. Disposing ends them all.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly List<SiloProcess> _children;

    private SiloHost(IHost host, int port, List<SiloProcess> children)
    {
        _host = host;
        _children = children;
        Port = port;
    }

    /// <summary>TCP port of this process's silo.</summary>
    public int Port { get; }

    /// <summary>Process ids of the further silos.</summary>
    public IEnumerable<int> ChildProcesses => _children.Select(child => child.Id);

    /// <summary>Reaches grains, from this process.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this process's silo.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts the silos and waits until all have joined.</summary>
    /// <exception cref="WrongUseException">They cannot be started as asked; one line says why.</exception>
    public static async Task<SiloHost> StartAsync(SiloOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Silos < 1)
        {
            throw new WrongUseException($"{options.Silos} silos: at least 1 is needed");
        }

        var port = SiloPorts.Choose(options.Port);
        var host = SiloBuilding.Build(port, port, options.ShowsTelemetry ? host => { options.Compose(host); SiloBuilding.AddTelemetry(host); } : options.Compose);
        var started = new SiloHost(host, port, []);
        try
        {
            await host.StartAsync(cancellation);
            for (var number = 1; number < options.Silos; number++)
            {
                started._children.Add(SiloProcess.Start(options.ChildCommand, port));
            }

            await Task.WhenAll(started._children.Select(child => child.Ready(cancellation)));
            await started.WaitForMembers(options.Silos, cancellation);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task WaitForMembers(int count, CancellationToken cancellation)
    {
        var membership = Services.GetRequiredService<IClusterMembershipService>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(cancellation))
        {
            if (snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) >= count)
            {
                return;
            }
        }
    }
}
