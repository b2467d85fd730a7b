using System.Net;
using System.Net.Sockets;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Orleans.Runtime;
using Silo.Hosting;
using Simulation.Scenarios;
using Xunit;

namespace Silo.Tests.Hosting;

public sealed class SiloHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_port_is_refused_in_one_line_that_names_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var refusal = await Assert.ThrowsAsync<WrongUseException>(() => SiloHost.StartAsync(Options with { Port = port }, Cancellation));
        Assert.Contains($"port {port}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData(70000)]
    [InlineData(-1)]
    public async Task A_port_that_is_none_is_refused(int port) =>
        await Assert.ThrowsAsync<WrongUseException>(() => SiloHost.StartAsync(Options with { Port = port }, Cancellation));

    [Fact]
    public async Task Further_silos_are_processes_that_join_carry_runs_and_end_with_the_host()
    {
        int[] children;
        await using (var host = await SiloHost.StartAsync(Options with { Silos = 2 }, Cancellation))
        {
            var silos = await host.Grains.GetGrain<IManagementGrain>(0).GetHosts(true, Cancellation);
            Assert.Equal(2, silos.Count);
            Assert.All(silos.Keys, silo => Assert.True(IPAddress.IsLoopback(silo.Endpoint.Address)));
            children = [.. host.ChildProcesses];
            Assert.DoesNotContain(Environment.ProcessId, children);

            await using var run = await SimulationRun.OpenAsync(host.Grains, new RunSettings { Run = new RunKey("run", "tree-root"), Seed = 1 });
            await run.FeedAsync([], null);
            Assert.Equal(RunState.Finished, (await run.RunAsync(cancellation: Cancellation)).State);
        }

        Assert.Single(children);
        Assert.All(children, child => Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(child)));
    }

    [Fact]
    public async Task A_child_that_cannot_join_is_reported_in_one_line()
    {
        var options = Options with { Silos = 2, ChildCommand = ["dotnet", "--version"] };
        var refusal = await Assert.ThrowsAsync<WrongUseException>(() => SiloHost.StartAsync(options, Cancellation));
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static SiloOptions Options { get; } = new()
    {
        Compose = Composition.Compose,
        ChildCommand = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Silo.dll")],
    };
}
