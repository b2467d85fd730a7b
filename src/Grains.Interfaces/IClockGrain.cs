using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Orleans.Concurrency;

namespace Grains.Interfaces;

/// <summary>Drives one run: asks what is due first, has that quantum run everywhere, waits for all, goes on. Its key is the run's (<see cref="RunKey.Text"/>).</summary>
[Alias("clock-grain")]
public interface IClockGrain : IGrainWithStringKey
{
    /// <summary>Opens the run on all silos of the cluster; virtual time does not pass yet.</summary>
    [Alias("open")]
    Task Open(RunSettings settings);

    /// <summary>Creates actors; only at a barrier. A million of them come in many calls.</summary>
    [Alias("configure")]
    [ResponseTimeout("00:10:00")]
    Task Configure(ImmutableArray<ActorId> actors);

    /// <summary>Feeds a part of the trace, not earlier than the barrier reached. The clock does not pass <paramref name="completeUntil"/>; <see langword="null"/> says that the trace is complete.</summary>
    [Alias("feed")]
    Task Feed(ImmutableArray<Command> commands, long? completeUntil);

    /// <summary>Lets virtual time pass, for at most <paramref name="maxQuanta"/> quanta that are not empty.</summary>
    [Alias("resume")]
    Task Resume(long? maxQuanta);

    /// <summary>Asks for rest at the next barrier.</summary>
    [Alias("pause")]
    Task Pause();

    /// <summary>Ends the run at the next barrier.</summary>
    [Alias("stop")]
    Task Stop();

    /// <summary>How far the run is.</summary>
    [Alias("progress")]
    [AlwaysInterleave]
    Task<RunProgress> Progress();

    /// <summary>Answers when the run is at rest, or after <paramref name="patienceMilliseconds"/> (5,000 at most) real milliseconds; look at the answer.</summary>
    [Alias("await-rest")]
    [AlwaysInterleave]
    Task<RunProgress> AwaitRest(int patienceMilliseconds);

    /// <summary>State of the run's groups and users, each looked at between two of its steps; of a large population a sample.</summary>
    [Alias("health")]
    [AlwaysInterleave]
    [ResponseTimeout("00:10:00")]
    Task<RunHealth> Health();

    /// <summary>The run as a watcher would be told of it.</summary>
    [Alias("glance")]
    [AlwaysInterleave]
    [ResponseTimeout("00:10:00")]
    Task<RunGlance> Glance(bool withHealth);

    /// <summary>Tells <paramref name="watcher"/> of barriers from now on, for ten minutes; to be asked again before.</summary>
    [Alias("watch")]
    [AlwaysInterleave]
    Task Watch(IRunWatcher watcher);

    /// <summary>Tells it nothing any more.</summary>
    [Alias("unwatch")]
    [AlwaysInterleave]
    Task Unwatch(IRunWatcher watcher);

    /// <summary>Actors of a kind whose name contains <paramref name="text"/>, in key order, at most <paramref name="count"/> (1,000 at most).</summary>
    [Alias("find")]
    [AlwaysInterleave]
    Task<ImmutableArray<string>> Find(ActorKind kind, string text, int count);

    /// <summary>Digest, accounts and observations; only at rest.</summary>
    [Alias("result")]
    [ResponseTimeout("00:10:00")]
    Task<RunResult> Result();

    /// <summary>Reports of actors in key order; only at rest.</summary>
    [Alias("reports")]
    [ResponseTimeout("00:10:00")]
    Task<ImmutableArray<ActorOctets>> Reports(ActorId? after, int count);

    /// <summary>A consistent cut; only at rest.</summary>
    [Alias("checkpoint")]
    [ResponseTimeout("00:10:00")]
    Task<RunCheckpoint> Checkpoint();

    /// <summary>Opens the run in the state of <paramref name="checkpoint"/>, on however many silos there are now. The trace after it must be fed again.</summary>
    [Alias("open-from")]
    [ResponseTimeout("00:10:00")]
    Task OpenFrom(RunSettings settings, RunCheckpoint checkpoint);

    /// <summary>Replaces every actor by one restored from its own snapshot; only at rest. The run goes on as if nothing had happened.</summary>
    [Alias("restore-all")]
    [ResponseTimeout("00:10:00")]
    Task RestoreAll();

    /// <summary>Forgets the run and its actors.</summary>
    [Alias("close")]
    [ResponseTimeout("00:10:00")]
    Task Close();
}
