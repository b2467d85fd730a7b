using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Metering;
using Grains.Placement;
using Grains.Work;

namespace Grains.Post;

/// <summary>What a run's post office and grains share on one silo.</summary>
public sealed class SiloRun : IDisposable
{
    private readonly EngineMeter _meter;

    internal SiloRun(RunOpening opening, IActorFactory factory, EngineMeter meter)
    {
        _meter = meter;
        Settings = opening.Settings;
        Placement = new RunPlacement(opening.Silos);
        Factory = factory;
        Meter = meter.Open(Settings);
        Pool = new StepPool(Settings.Threads == 0 ? Environment.ProcessorCount : Settings.Threads);
    }

    /// <summary>The run's settings.</summary>
    public RunSettings Settings { get; }

    /// <summary>Which silo carries which actor.</summary>
    public RunPlacement Placement { get; }

    /// <summary>The threads that do the actors' work.</summary>
    public StepPool Pool { get; }

    /// <summary>Makes the actors.</summary>
    public IActorFactory Factory { get; }

    /// <summary>Measures the run on this silo.</summary>
    internal RunMeter Meter { get; }

    /// <summary>This silo's replica of the directory log.</summary>
    internal DirectoryLog Directory { get; } = new();

    /// <summary>What <paramref name="actor"/> is given.</summary>
    public ActorSeat SeatOf(ActorId actor) => new(Settings.Run, actor, Settings.Seed, Settings.ActorSettings, Directory);

    /// <summary>Ends the threads and the measuring.</summary>
    public void Dispose()
    {
        _meter.Close(Meter);
        Pool.Dispose();
    }
}
