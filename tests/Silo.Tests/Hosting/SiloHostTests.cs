using System.Net;
using System.Net.Sockets;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Orleans.Runtime;
using Silo.Engine;
using Silo.Hosting;
using Simulation.Driving;
using Simulation.Scenarios;
using Simulation.Workload;
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
    public async Task A_child_that_ends_before_it_has_joined_is_a_lost_silo_and_not_wrong_use()
    {
        var options = Options with { Silos = 2, ChildCommand = ["dotnet", "--version"] };
        var lost = await Assert.ThrowsAsync<SiloLostException>(() => SiloHost.StartAsync(options, Cancellation));
        Assert.Matches("^lost silo 2 of 2 \\(process [0-9]+\\), which ended with code [0-9]+ before all silos were ready$", lost.Message);
    }

    [Fact]
    public async Task A_silo_that_is_killed_in_a_run_is_named_with_the_virtual_time_and_all_end_in_a_few_seconds()
    {
        var scenario = new ScenarioReader([CipherSuite.X25519Aes128Sha256Ed25519], Composition.Policies).Read(ScenarioPath, await File.ReadAllTextAsync(ScenarioPath, Cancellation));
        var layout = new EngineOptions(3, 0);
        var host = await SiloHost.StartAsync(Options with { Silos = 3 }, Cancellation);
        int[] children = [.. host.ChildProcesses];
        var engine = new OrleansRunEngine(host, layout, TimeProvider.System, null);
        var request = new RunRequest(scenario, TraceGenerator.Generate(scenario, 1, stop: Cancellation), "tree-root", Entropy.Seeded);
        var killing = new KillAtFirstReport(children[1]);

        var lost = await Assert.ThrowsAsync<SiloLostException>(() => engine.RunAsync(request, killing, Cancellation)).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        await engine.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Matches($"^tree-root: lost silo 3 of 3 \\(process {children[1]}\\), which ended with code [0-9]+, at {lost.VirtualMilliseconds} ms of virtual time$", lost.Message);
        Assert.All(children, child => Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(child)));
    }

    private static string ScenarioPath => Path.Combine(AppContext.BaseDirectory, "scenarios", "ci.json");

    private static SiloOptions Options { get; } = new()
    {
        Compose = Composition.Compose,
        ChildCommand = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Silo.dll")],
    };

    private sealed class KillAtFirstReport(int process) : IProgress<RunStatus>
    {
        private int _killed;

        public void Report(RunStatus value)
        {
            if (Interlocked.Exchange(ref _killed, 1) == 0)
            {
                System.Diagnostics.Process.GetProcessById(process).Kill();
            }
        }
    }
}
