using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Silo.Commands;
using Simulation.Costing;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Scenarios;

namespace Silo.Tests.Commands;

/// <summary>Runs command lines against an engine that does nothing but say what it was asked, and what was observed.</summary>
internal sealed class CommandBench : IRunEngineFactory, IRunEngine, ICostCalculator
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public List<RunRequest> Requests { get; } = [];

    public List<EngineOptions> Layouts { get; } = [];

    public ImmutableArray<Observed> Observations { get; set; } = [];

    public ImmutableArray<TrafficAccount> Traffic { get; set; } = [];

    /// <summary>What is given up beside messages, by mode.</summary>
    public Func<RunRequest, IEnumerable<Operation>> GivesUp { get; set; } = _ => [];

    /// <summary>What all operations have cost, where it depends on the mode.</summary>
    public Func<RunRequest, ImmutableArray<TrafficAccount>>? TrafficOf { get; set; }

    /// <summary>What single operations have cost.</summary>
    public Func<RunRequest, IEnumerable<OperationTraffic>> ByOperation { get; set; } = _ => [];

    /// <summary>Gives up each message of the trace, so that none is missing.</summary>
    public bool GivesUpMessages { get; set; } = true;

    public bool Drained { get; set; } = true;

    public bool IsInteractive { get; set; }

    public int Width { get; set; } = 300;

    /// <summary>Standard output, where it is not kept.</summary>
    public TextWriter? Standard { get; set; }

    public Action<string, string> WriteFile { get; set; } = DurableFile.Write;

    public CancellationToken Stop { get; set; } = CancellationToken.None;

    /// <summary>The mode in which an actor fails.</summary>
    public string? FaultyMode { get; set; }

    /// <summary>What fails there; a planted defect of an actor where it is missing.</summary>
    public Exception? Fault { get; set; }

    public Exception? StartFailure { get; set; }

    public Action WhenStarting { get; set; } = () => { };

    public ImmutableArray<string> Modes => ["multi-client", "tree-root"];

    public Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(
        arguments,
        new CommandServices
        {
            Catalog = ScenarioCatalog.Default(AppContext.BaseDirectory, AppContext.BaseDirectory),
            Reader = new ScenarioReader([CipherSuite.X25519Aes128Sha256Ed25519], Composition.Policies),
            Engines = this,
            Costs = this,
            HostSilo = (_, _) => Task.FromResult(42),
            WriteFile = WriteFile,
            Clock = TimeProvider.System,
            Version = "1.2.3",
        },
        new Terminal(Standard ?? _output, _error, Width, IsInteractive ? 300 : null),
        Stop);

    public Task<IRunEngine> StartAsync(EngineOptions options, CancellationToken stop)
    {
        Layouts.Add(options);
        WhenStarting();
        return StartFailure is null ? Task.FromResult<IRunEngine>(this) : Task.FromException<IRunEngine>(StartFailure);
    }

    public Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunStatus> progress, CancellationToken stop)
    {
        Requests.Add(request);
        if (request.Mode == FaultyMode)
        {
            throw Fault ?? new EngineFaultException(new EngineFault(ActorId.Device("u0001/d1"), 7, "planted", "a stack"));
        }

        progress.Report(new RunStatus(request.Mode, "life", 90_000, 60_000, 0.5, 70, 140, 1000, 2000, 3, 4, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12)));
        var observer = new RunObserver();
        observer.Observe(Observations);
        if (GivesUpMessages)
        {
            observer.Observe([.. request.Trace.Events.Where(traced => traced.Action.Operation == "send-message").Select((traced, i) => new Observed(
                1, ActorId.Device("u0001/d1"), i + 1_000_000, new Operation(traced.OperationId, "send-message", Phase.Measured), new Observation.OperationSkipped("no network")))]);
        }

        observer.Observe([.. GivesUp(request).Select((operation, i) => new Observed(1, ActorId.Device("u0002/d1"), i + 2_000_000, operation, new Observation.OperationSkipped("no network")))]);
        return Task.FromResult(new RunOutcome(
            Drained,
            Drained ? long.MaxValue : 3,
            Octets.Own([0xab, 0xcd]),
            new RunAccounts(new RunTotals(10, 20, 1000, 2000, 5), TrafficOf?.Invoke(request) ?? Traffic) { Operations = [.. ByOperation(request)] },
            [observer.Collect()],
            request.Trace.Events.ToImmutableDictionary(traced => traced.OperationId, _ => 1000L),
            1000,
            61_000,
            TimeSpan.FromSeconds(2),
            4_000_000));
    }

    public ImmutableArray<CostRow> Measure(CostRequest request, IProgress<CostStatus> progress, CancellationToken stop)
    {
        progress.Report(new CostStatus("multi-client", "warming groups", 1, 4));
        return [new CostRow
        {
            Operation = "update-keys",
            Variant = CostVariant.Usual,
            Mode = "multi-client",
            OctetsSent = request.Users * 1000,
            OctetsDelivered = 0,
            OctetsFetched = 0,
            KeyPackageOctets = 0,
            DirectoryOctetsSent = 12_345,
            DirectoryOctetsFetched = 0,
            ControlOctetsSent = 23_456,
            ControlOctetsDelivered = 0,
            Commits = request.Groups,
            Seal = 1,
            Open = 2,
            Sign = 3,
            Verify = 4,
            DeriveKeyPair = request.Devices,
            DirectorySign = 0,
            DirectoryVerify = 0,
            ExpectedOctetsSent = (request.Users * 1000) - 1,
            ExpectedKeyPackageOctets = null,
            ExpectedDirectoryOctetsSent = 12_340,
            ExpectedDirectoryOctetsFetched = null,
        }
        ];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
