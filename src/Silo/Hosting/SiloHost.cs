using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Hosting;

/// <summary>Silos on this machine that stand ready: one in this process, the others in child processes. Disposing ends them all.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    /// <summary>How long a cluster that has lost a silo is given to end; then this process goes without a farewell.</summary>
    private static readonly TimeSpan HastyFarewell = TimeSpan.FromSeconds(3);

    private readonly IHost _host;
    private readonly List<SiloProcess> _children;

    private SiloHost(IHost host, SiloPlace place, List<SiloProcess> children)
    {
        _host = host;
        _children = children;
        Port = place.Port;
        GatewayPort = place.GatewayPort;
        ClusterId = place.ClusterId;
    }

    /// <summary>TCP port of this process's silo.</summary>
    public int Port { get; }

    /// <summary>TCP port of its gateway; 0 where it has none.</summary>
    public int GatewayPort { get; }

    /// <summary>What clients must name to reach it.</summary>
    public string ClusterId { get; }

    /// <summary>What clients must name beside it.</summary>
    public static string ServiceId => SiloBuilding.ServiceId;

    /// <summary>Process ids of the further silos.</summary>
    public IEnumerable<int> ChildProcesses => _children.Select(child => child.Id);

    /// <summary>Reaches grains, from this process.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this process's silo.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Completes when a further silo's process has ended before this object; says which one and how.</summary>
    public Task<string> Lost { get; private set; } = new TaskCompletionSource<string>().Task;

    /// <summary>Starts the silos and waits until all have joined.</summary>
    /// <exception cref="WrongUseException">They cannot be started as asked; one line says why.</exception>
    /// <exception cref="SiloLostException">One has ended before all had joined.</exception>
    public static async Task<SiloHost> StartAsync(SiloOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Silos < 1)
        {
            throw new WrongUseException($"{options.Silos} silos: at least 1 is needed");
        }

        var port = SiloPorts.Choose(options.Port);
        var place = new SiloPlace(port, port, options.GatewayPort == 0 ? 0 : SiloPorts.Choose(options.GatewayPort));
        IHost host = options.Site is { } site
            ? SiloBuilding.Build(place, options.Telemetry with { ServesMetrics = true }, options.Compose, site)
            : SiloBuilding.Build(place, options.Telemetry, options.Compose);
        var started = new SiloHost(host, place, []);
        try
        {
            await host.StartAsync(cancellation);
            for (var number = 1; number < options.Silos; number++)
            {
                started._children.Add(SiloProcess.Start(options.ChildCommand, port, options.Telemetry.Target, string.Create(CultureInfo.InvariantCulture, $"silo {number + 1} of {options.Silos}")));
            }

            if (started._children.Count > 0)
            {
                started.Lost = Task.WhenAny(started._children.Select(child => child.Ended())).Unwrap();
            }

            await started.OrLost(Task.WhenAll(started._children.Select(child => child.Ready(cancellation))));
            await started.OrLost(started.WaitForMembers(options.Silos, cancellation));
            return started;
        }
        catch (IOException taken) when (options.Site is not null && taken.InnerException is AddressInUseException)
        {
            await started.DisposeAsync();
            throw new WrongUseException($"--urls {string.Join(';', options.Site.Urls)}: {taken.Message}");
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
        if (Lost.IsCompleted)
        {
            _children.ForEach(child => child.Kill());
            await Task.WhenAny(_host.StopAsync(new CancellationToken(canceled: true)), Task.Delay(HastyFarewell));
            await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));
            return;
        }

        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>Waits for something that needs all silos.</summary>
    /// <exception cref="SiloLostException">One has ended.</exception>
    private async Task OrLost(Task started)
    {
        if (await Task.WhenAny(started, Lost) == Lost && !started.IsCompletedSuccessfully)
        {
            // What it waits for will not come any more; why does not matter.
            _ = started.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            throw new SiloLostException($"{await Lost} before all silos were ready");
        }

        await started;
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
