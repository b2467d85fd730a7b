using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grains.Post;

/// <summary>The post office of one silo: a door; the work for each run is done by its <see cref="RunOffice"/>.</summary>
public sealed class PostOffice : GrainService, IPostOffice
{
    /// <summary>How long a call may wait before it answers "not done".</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SiloRuns _runs;
    private readonly IServiceProvider _services;
    private readonly SiloAddress _here;
    private readonly Dictionary<RunKey, OpenRun> _open = [];

    /// <summary>Made by the silo.</summary>
    public PostOffice(GrainId id, Silo silo, ILoggerFactory loggers, SiloRuns runs, IServiceProvider services)
        : base(id, silo, loggers)
    {
        ArgumentNullException.ThrowIfNull(silo);
        _runs = runs;
        _services = services;
        _here = silo.SiloAddress;
    }

    private IObservationSink Sink => _services.GetRequiredService<IObservationSink>();

    /// <summary>Everybody who sees what actors let the outside see: the sink, whoever keeps live figures, and others.</summary>
    private ImmutableArray<IRunObserver> Observers =>
        [Sink, .. _services.GetService<ILiveFigures>() is { } live ? [live] : (ReadOnlySpan<IRunObserver>)[], .. _services.GetServices<IRunObserver>()];

    /// <inheritdoc/>
    public Task Open(RunOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var run = _runs.Open(opening);
        var router = new Router(run, _here, _services.GetRequiredService<PostOfficeClient>().At);
        var office = new RunOffice(run, router, _services.GetRequiredService<IGrainFactory>(), Observers, _services.GetService<IMailFaults>());
        _open.Add(opening.Settings.Run, new OpenRun(office));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Configure(RunKey run, ImmutableArray<ActorId> actors) => Of(run).Configure(actors);

    /// <inheritdoc/>
    public Task Enqueue(RunKey run, ImmutableArray<Envelope> mail)
    {
        Of(run).Enqueue(mail);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long?> Deliver(PostBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Task.FromResult(Of(batch.Run).Deliver(batch));
    }

    /// <inheritdoc/>
    public Task<QuantumResult> RunQuantum(RunKey run, long from, long until) =>
        Opened(run).Run(from, until, Patience, TimeProvider.System);

    /// <inheritdoc/>
    public Task<QuantumResult> Look(RunKey run) => Task.FromResult(Of(run).Look());

    /// <inheritdoc/>
    public async Task<RunHealth> Health(RunKey run, int sample)
    {
        var health = await Of(run).Actors.Health(sample, Of(run).InFlight);
        _runs.Find(run)?.Meter.Note(health);
        return health;
    }

    /// <inheritdoc/>
    public Task<SiloGlance> Glance(RunKey run) =>
        Task.FromResult(new SiloGlance(Of(run).Traffic, _services.GetService<ILiveFigures>()?.Glance(run) ?? Octets.Empty));

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> Find(RunKey run, ActorKind kind, string text, int count) => Task.FromResult(Of(run).Actors.Find(kind, text, count));

    /// <inheritdoc/>
    public Task<RunAccounts> Accounts(RunKey run) => Task.FromResult(Of(run).Accounts);

    /// <inheritdoc/>
    public Task<Octets> Observations(RunKey run) => Task.FromResult(Sink.Collect(run));

    /// <inheritdoc/>
    public Task<ImmutableArray<ActorOctets>> Chains(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var actors = Of(page.Run).Actors.Page(page.After, page.Count);
        return Task.FromResult<ImmutableArray<ActorOctets>>([.. actors.Select(actor => new ActorOctets(actor.Id, actor.Chain ?? Octets.Empty))]);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ActorOctets>> Reports(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return [.. await Of(page.Run).Reports(page)];
    }

    /// <inheritdoc/>
    public Task<RunCheckpoint> Checkpoint(RunKey run) => Of(run).Checkpoint();

    /// <inheritdoc/>
    public Task ResumeFrom(RunKey run, RunCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Of(run).ResumeFrom(checkpoint);
    }

    /// <inheritdoc/>
    public Task RestoreAll(RunKey run) => Of(run).RestoreAll();

    /// <inheritdoc/>
    public async Task Close(RunKey run)
    {
        if (_open.Remove(run, out var closed))
        {
            await closed.Office.Retire();
            foreach (var observer in Observers)
            {
                observer.Close(run);
            }

            _runs.Close(run);
        }
    }

    private RunOffice Of(RunKey run) => Opened(run).Office;

    private OpenRun Opened(RunKey run) =>
        _open.TryGetValue(run, out var open) ? open : throw new InvalidOperationException($"run {run.Text} is not open on {_here}");
}
