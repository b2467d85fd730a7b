using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Placement;
using Grains.Post;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Grains.Clock;

/// <summary>Drives one run: a door to its <see cref="ClockLoop"/>.</summary>
[KeepAlive]
public sealed class ClockGrain(PostOfficeClient client, IClusterMembershipService membership, ILogger<ClockGrain> logger) : Grain, IClockGrain
{
    private const int MostNames = 1000;

    /// <summary>Watchers that have gone without a word are told for so long.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(10);

    private readonly ObserverManager<IRunWatcher> _watchers = new(Watched, logger);
    private const int LongestPatience = 5000;

    private RunSettings? _settings;
    private Offices? _offices;
    private ClockLoop? _loop;

    private Offices Offices => _offices ?? throw NotOpen();

    private ClockLoop Loop => _loop ?? throw NotOpen();

    private RunKey Key => _settings?.Run ?? throw NotOpen();

    /// <inheritdoc/>
    public Task Open(RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        if (_loop is not null || !string.Equals(settings.Run.Text, this.GetPrimaryKeyString(), StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"run {settings.Run.Text} cannot be opened by the clock {this.GetPrimaryKeyString()} in state {_loop?.State}");
        }

        var silos = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress)
            .Order()
            .ToImmutableArray();
        _settings = settings;
        _offices = new Offices(settings.Run, new RunPlacement(silos), client.At);
        _loop = new ClockLoop(settings, _offices, TimeProvider.System);
        _loop.Watch(new Watch(_offices, _watchers, TimeProvider.System));
        return _offices.All(office => office.Open(new RunOpening(settings, silos)));
    }

    /// <inheritdoc/>
    public async Task OpenFrom(RunSettings settings, RunCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        await Open(settings);
        await Offices.All(office => office.ResumeFrom(Key, checkpoint));
        await Loop.RestoreFrom(checkpoint);
    }

    /// <inheritdoc/>
    public async Task Configure(ImmutableArray<ActorId> actors)
    {
        ExpectRest();
        await Offices.Distribute(actors, actor => actor, (office, share) => office.Configure(Key, share));
        await Loop.LookAround();
    }

    /// <inheritdoc/>
    public Task Feed(ImmutableArray<Command> commands, long? completeUntil) => Loop.Feed(commands, completeUntil);

    /// <inheritdoc/>
    public Task Resume(long? maxQuanta)
    {
        Loop.Resume(maxQuanta);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Pause()
    {
        Loop.Pause();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Stop()
    {
        Loop.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<RunProgress> Progress() => Task.FromResult(
        _loop?.Progress ?? new RunProgress { State = RunState.None, Now = 0, Quanta = 0, Totals = RunTotals.Zero });

    /// <inheritdoc/>
    public async Task<RunProgress> AwaitRest(int patienceMilliseconds)
    {
        await Loop.Rest(TimeSpan.FromMilliseconds(Math.Clamp(patienceMilliseconds, 0, LongestPatience)));
        return await Progress();
    }

    /// <inheritdoc/>
    public Task<RunHealth> Health() => Offices.Health();

    /// <inheritdoc/>
    public async Task<RunGlance> Glance(bool withHealth) => await Offices.Glance(Loop.Progress, withHealth);

    /// <inheritdoc/>
    public Task Watch(IRunWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unwatch(IRunWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> Find(ActorKind kind, string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        var most = Math.Clamp(count, 0, MostNames);
        var found = await Offices.All(office => office.Find(Key, kind, text, most));
        return [.. found.SelectMany(names => names).Order(StringComparer.Ordinal).Take(most)];
    }

    /// <inheritdoc/>
    public async Task<RunResult> Result()
    {
        ExpectRest();
        var digest = await Offices.Digest();
        var accounts = RunAccounts.Sum(await Offices.All(office => office.Accounts(Key)));
        var observations = await Offices.All(office => office.Observations(Key));
        return new RunResult(Loop.Progress, digest, accounts, [.. observations]);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ActorOctets>> Reports(ActorId? after, int count)
    {
        ExpectRest();
        var reports = ImmutableArray.CreateBuilder<ActorOctets>();
        await foreach (var report in Offices.Merged((office, page) => office.Reports(page), after, count))
        {
            reports.Add(report);
            if (reports.Count == count)
            {
                break;
            }
        }

        return reports.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async Task<RunCheckpoint> Checkpoint()
    {
        ExpectRest();
        var parts = await Offices.All(office => office.Checkpoint(Key));
        return new RunCheckpoint(
            Loop.Progress.Now,
            [.. parts.SelectMany(part => part.Actors)],
            [.. parts.SelectMany(part => part.Mail)],
            parts[0].Directory,
            Loop.CommandsFed);
    }

    /// <inheritdoc/>
    public async Task RestoreAll()
    {
        ExpectRest();
        await Offices.All(office => office.RestoreAll(Key));
        await Loop.LookAround();
    }

    /// <inheritdoc/>
    public async Task Close()
    {
        ExpectRest();
        await Offices.All(office => office.Close(Key));
        _loop = null;
        _offices = null;
        DeactivateOnIdle();
    }

    private InvalidOperationException NotOpen() => new($"run {this.GetPrimaryKeyString()} is not open");

    private void ExpectRest()
    {
        if (Loop.State == RunState.Running)
        {
            throw new InvalidOperationException($"run {this.GetPrimaryKeyString()} is not at rest");
        }
    }
}
