using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Orleans.Concurrency;
using Orleans.Services;

namespace Grains.Interfaces;

/// <summary>One per silo. Holds what is due for the silo's actors, steps them, counts and routes their mail. Serves clocks and other post offices.</summary>
[Alias("post-office")]
public interface IPostOffice : IGrainService
{
    /// <summary>Opens a run; it must not be open.</summary>
    [Alias("open")]
    Task Open(RunOpening opening);

    /// <summary>Creates actors of this silo.</summary>
    [Alias("configure")]
    [ResponseTimeout("00:10:00")]
    Task Configure(RunKey run, ImmutableArray<ActorId> actors);

    /// <summary>Takes mail for actors of this silo that has its time of arrival already.</summary>
    [Alias("enqueue")]
    Task Enqueue(RunKey run, ImmutableArray<Envelope> mail);

    /// <summary>Takes another silo's batch; answers when the first of it arrives.</summary>
    [Alias("deliver")]
    Task<long?> Deliver(PostBatch batch);

    /// <summary>Runs the quantum [from, until), or waits for it where it is running already. Answers within seconds, if need be that it is not done.</summary>
    [Alias("run-quantum")]
    Task<QuantumResult> RunQuantum(RunKey run, long from, long until);

    /// <summary>What is due first, and the totals, between two quanta.</summary>
    [Alias("look")]
    Task<QuantumResult> Look(RunKey run);

    /// <summary>State of this silo's groups and users; of a large population a sample of so many of each.</summary>
    [Alias("health")]
    [ResponseTimeout("00:10:00")]
    Task<RunHealth> Health(RunKey run, int sample);

    /// <summary>What this silo tells of the run to those who watch.</summary>
    [Alias("glance")]
    Task<SiloGlance> Glance(RunKey run);

    /// <summary>Names of this silo's actors of a kind that contain a text, in key order, at most so many.</summary>
    [Alias("find")]
    Task<ImmutableArray<string>> Find(RunKey run, ActorKind kind, string text, int count);

    /// <summary>What the run has cost on this silo.</summary>
    [Alias("accounts")]
    Task<RunAccounts> Accounts(RunKey run);

    /// <summary>What this silo's observation sink has kept.</summary>
    [Alias("observations")]
    Task<Octets> Observations(RunKey run);

    /// <summary>The chains of this silo's actors, in key order.</summary>
    [Alias("chains")]
    Task<ImmutableArray<ActorOctets>> Chains(Page page);

    /// <summary>The reports of this silo's actors, in key order.</summary>
    [Alias("reports")]
    [ResponseTimeout("00:10:00")]
    Task<ImmutableArray<ActorOctets>> Reports(Page page);

    /// <summary>This silo's share of a consistent cut; only at a barrier.</summary>
    [Alias("checkpoint")]
    [ResponseTimeout("00:10:00")]
    Task<RunCheckpoint> Checkpoint(RunKey run);

    /// <summary>Takes over the actors and the mail of <paramref name="checkpoint"/> that belong to this silo, and its directory log; the run has just been opened.</summary>
    [Alias("resume-from")]
    [ResponseTimeout("00:10:00")]
    Task ResumeFrom(RunKey run, RunCheckpoint checkpoint);

    /// <summary>Replaces every actor by one restored from its own snapshot; only at a barrier.</summary>
    [Alias("restore-all")]
    [ResponseTimeout("00:10:00")]
    Task RestoreAll(RunKey run);

    /// <summary>Forgets the run and its actors.</summary>
    [Alias("close")]
    [ResponseTimeout("00:10:00")]
    Task Close(RunKey run);
}
